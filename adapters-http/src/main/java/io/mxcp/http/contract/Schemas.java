package io.mxcp.http.contract;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.ValueType;
import io.mxcp.domain.endpoint.ValueType.Kind;
import io.mxcp.http.json.JsonValues;
import java.util.List;

/** JSON Schema (2020-12) from the types of an endpoint file. None of it refers to anything elsewhere. */
public final class Schemas {
    private Schemas() {}

    /** What an endpoint takes; arguments that it does not declare are refused, so that a model learns of a misspelt one. */
    public static JsonObject input(List<Parameter> parameters) {
        JsonObject properties = new JsonObject();
        JsonArray required = new JsonArray();
        for (Parameter parameter : parameters) {
            properties.add(parameter.name(), parameter(parameter));
            if (parameter.isRequired()) {
                required.add(parameter.name());
            }
        }
        JsonObject schema = new JsonObject();
        schema.addProperty("type", Kind.OBJECT.wireName());
        schema.add("properties", properties);
        if (!required.isEmpty()) {
            schema.add("required", required);
        }
        schema.addProperty("additionalProperties", false);
        return schema;
    }

    private static JsonObject parameter(Parameter parameter) {
        JsonObject schema = of(parameter.type());
        parameter.defaultValue().ifPresent(value -> schema.add("default", JsonValues.toJson(value)));
        return schema;
    }

    /** The schema of a type. */
    public static JsonObject of(ValueType type) {
        JsonObject schema = new JsonObject();
        schema.addProperty("type", type.kind().wireName());
        type.description().ifPresent(text -> schema.addProperty("description", text));
        type.constraints().forEach((keyword, value) -> schema.add(keyword, JsonValues.toJson(value)));
        type.items().ifPresent(items -> schema.add("items", of(items)));
        if (type.kind() == Kind.OBJECT) {
            members(type, schema);
        }
        return schema;
    }

    private static void members(ValueType type, JsonObject schema) {
        JsonObject properties = new JsonObject();
        type.properties().forEach((name, member) -> properties.add(name, of(member)));
        schema.add("properties", properties);
        if (!type.required().isEmpty()) {
            schema.add("required", texts(type.required()));
        }
        if (!type.additionalProperties()) {
            schema.addProperty("additionalProperties", false);
        }
    }

    private static JsonElement texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(text -> array.add(new JsonPrimitive(text)));
        return array;
    }
}
