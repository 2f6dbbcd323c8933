package io.mxcp.bootstrap.config.keys;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Describes a settings file as JSON Schema (draft 2020-12), for editors. It accepts what the readers accept; what only they
 * can tell, such as whether a URL is one, they tell at the start.
 */
public final class JsonSchema {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** A text that is replaced when the file is read may become anything. */
    private static final String REFERENCE = "\\$\\{|^file://";

    /** Truth values of YAML 1.1, which are texts in YAML 1.2. */
    private static final String OLDER_FLAG = "yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF";

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

    /** The named values that occur, and what they are. */
    private final Map<Value.Named, JsonObject> named = new LinkedHashMap<>();

    private JsonSchema() {}

    /** The schema as text, with a line break at its end. */
    public static String of(String title, Value.Section file) {
        return new JsonSchema().text(title, file);
    }

    private String text(String title, Value.Section file) {
        JsonObject schema = new JsonObject();
        schema.addProperty("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.addProperty("title", title);
        section(file).entrySet().forEach(member -> schema.add(member.getKey(), member.getValue()));
        schema.add("$defs", definitions());
        return GSON.toJson(schema) + "\n";
    }

    private JsonObject definitions() {
        JsonObject definitions = new JsonObject();
        definitions.add(name(Plain.ANY), new JsonObject());
        definitions.add(name(Plain.TEXT), type("string", "number", "boolean"));
        definitions.add(name(Plain.NUMBER), type("number", "string"));
        definitions.add(
                name(Plain.FLAG), anyOf(type("boolean"), pattern("^(true|false|" + OLDER_FLAG + ")$|" + REFERENCE)));
        definitions.add(
                name(Plain.TIME), anyOf(whole(0, Integer.MAX_VALUE), pattern("^\\d{1,9}[smhd]?$|" + REFERENCE)));
        definitions.add(name(Plain.TEXTS), anyOf(schema(Plain.TEXT), schema(new Value.ListOf(Plain.TEXT))));
        definitions.add(name(Plain.SETTING), anyOf(schema(Plain.TEXTS), schema(new Value.MapOf("name", Plain.TEXT))));
        named.forEach((value, schema) -> definitions.add(value.name(), schema));
        return definitions;
    }

    private JsonObject schema(Value value) {
        if (value instanceof Value.Named one) {
            return reference(one);
        }
        if (value instanceof Value.Section section) {
            return section(section);
        }
        if (value instanceof Value.MapOf map) {
            JsonObject schema = type("object");
            schema.add("additionalProperties", schema(map.value()));
            return schema;
        }
        if (value instanceof Value.ListOf list) {
            JsonObject schema = type("array");
            schema.add("items", schema(list.element()));
            return schema;
        }
        return scalar(value);
    }

    private JsonObject reference(Value.Named value) {
        if (!named.containsKey(value)) {
            JsonObject described = new JsonObject();
            named.put(value, described); // first, since it may occur within itself
            section(value.described().get())
                    .entrySet()
                    .forEach(member -> described.add(member.getKey(), member.getValue()));
        }
        JsonObject schema = new JsonObject();
        schema.addProperty("$ref", "#/$defs/" + value.name());
        return schema;
    }

    private static JsonObject scalar(Value value) {
        if (value instanceof Value.Choice choice) {
            return anyOf(choices(choice.choices()), pattern(REFERENCE));
        }
        if (value instanceof Value.Whole whole) {
            return anyOf(whole(whole.from(), whole.to()), pattern("^\\d+$|" + REFERENCE));
        }
        JsonObject schema = new JsonObject();
        schema.addProperty("$ref", "#/$defs/" + name(value instanceof Plain plain ? plain : Plain.TEXT));
        return schema;
    }

    private static String name(Plain plain) {
        return plain.name().toLowerCase(Locale.ROOT);
    }

    private JsonObject section(Value.Section section) {
        JsonObject properties = new JsonObject();
        JsonArray required = new JsonArray();
        for (Key key : section.keys()) {
            properties.add(key.name(), property(key));
            // the sections of providers that are not in use may be incomplete
            if (key.required() && key.value() != Plain.SETTING) {
                required.add(key.name());
            }
        }
        JsonObject schema = type("object");
        schema.add("properties", properties);
        if (!required.isEmpty()) {
            schema.add("required", required);
        }
        schema.addProperty("additionalProperties", false);
        return schema;
    }

    private JsonObject property(Key key) {
        JsonObject property = new JsonObject();
        property.addProperty("description", key.help());
        key.defaultText().ifPresent(text -> property.addProperty("default", text));
        schema(key.value()).entrySet().forEach(member -> property.add(member.getKey(), member.getValue()));
        return property;
    }

    /** This type, or nothing: a key with nothing behind it counts as absent. */
    private static JsonObject type(String... types) {
        JsonArray names = new JsonArray();
        List.of(types).forEach(names::add);
        names.add("null");
        JsonObject schema = new JsonObject();
        schema.add("type", names);
        return schema;
    }

    private static JsonObject whole(long from, long to) {
        JsonObject schema = type("integer");
        schema.addProperty("minimum", from);
        schema.addProperty("maximum", to);
        return schema;
    }

    private static JsonObject pattern(String pattern) {
        JsonObject schema = new JsonObject();
        schema.addProperty("type", "string");
        schema.addProperty("pattern", pattern);
        return schema;
    }

    private static JsonObject choices(List<String> choices) {
        JsonArray values = new JsonArray();
        for (String choice : choices) {
            values.add(choice);
            if (NUMBER.matcher(choice).matches()) {
                values.add(new JsonPrimitive(new BigDecimal(choice)));
            }
        }
        JsonObject schema = new JsonObject();
        schema.add("enum", values);
        return schema;
    }

    private static JsonObject anyOf(JsonObject... schemas) {
        JsonArray array = new JsonArray();
        List.of(schemas).forEach(array::add);
        JsonObject schema = new JsonObject();
        schema.add("anyOf", array);
        return schema;
    }
}
