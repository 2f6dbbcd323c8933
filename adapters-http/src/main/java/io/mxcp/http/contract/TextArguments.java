package io.mxcp.http.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.ValueType.Kind;
import io.mxcp.http.json.JsonException;
import io.mxcp.http.json.JsonLimits;
import io.mxcp.http.json.StrictJson;
import java.util.List;
import java.util.Locale;

/** Reads arguments that can only be sent as text: in an address, to a prompt, at a command line. */
final class TextArguments {
    private TextArguments() {}

    /** Changes the texts among these arguments. */
    static void convert(List<Parameter> parameters, JsonObject given) {
        for (Parameter parameter : parameters) {
            if (parameter.type().kind() != Kind.STRING
                    && given.get(parameter.name()) instanceof JsonPrimitive value
                    && value.isString()) {
                convert(parameter, value, given);
            }
        }
    }

    private static void convert(Parameter parameter, JsonPrimitive value, JsonObject given) {
        String text = value.getAsString();
        if (text.isEmpty() && !parameter.isRequired()) {
            // forms send what was left empty; only a text can be empty
            given.remove(parameter.name());
            return;
        }
        boolean flag = parameter.type().kind() == Kind.BOOLEAN;
        given.add(parameter.name(), json(flag ? text.toLowerCase(Locale.ROOT) : text, value));
    }

    private static JsonElement json(String text, JsonElement otherwise) {
        try {
            return StrictJson.parse(text.getBytes(UTF_8), JsonLimits.MCP);
        } catch (JsonException none) {
            return otherwise;
        }
    }
}
