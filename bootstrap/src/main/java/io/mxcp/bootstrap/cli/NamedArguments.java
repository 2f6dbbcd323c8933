package io.mxcp.bootstrap.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.mxcp.http.json.JsonException;
import io.mxcp.http.json.JsonLimits;
import io.mxcp.http.json.StrictJson;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of {@code --param name=value}: the value is JSON where it can be read so, else text; {@code @} and the name of a file
 * stand for the JSON in it.
 */
final class NamedArguments {
    private NamedArguments() {}

    /**
     * By name, in order.
     *
     * @throws UsageException if one has no name or comes twice, or a file cannot be used
     */
    static Map<String, JsonElement> read(List<String> options, Path folder) throws UsageException {
        Map<String, JsonElement> arguments = new LinkedHashMap<>();
        for (String option : options) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw new UsageException("--param needs a name and a value, as in --param at_most=10");
            }
            String name = option.substring(0, equals);
            if (arguments.containsKey(name)) {
                throw new UsageException("--param " + name + " is given twice");
            }
            arguments.put(name, value(name, option.substring(equals + 1), folder));
        }
        return arguments;
    }

    private static JsonElement value(String name, String text, Path folder) throws UsageException {
        String what = "--param " + name;
        byte[] json = FileArgument.read(what, text, folder);
        try {
            return StrictJson.parse(json, JsonLimits.MCP);
        } catch (JsonException e) {
            if (FileArgument.isFile(text)) {
                throw new UsageException(what + ": the file " + text.substring(1) + " is not JSON: " + e.description());
            }
            return new JsonPrimitive(text);
        }
    }
}
