package io.mxcp.bootstrap.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.mxcp.http.json.JsonException;
import io.mxcp.http.json.JsonLimits;
import io.mxcp.http.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
        if (text.startsWith("@")) {
            return file(name, folder.resolve(text.substring(1)));
        }
        try {
            return StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.MCP);
        } catch (JsonException e) {
            return new JsonPrimitive(text);
        }
    }

    private static JsonElement file(String name, Path file) throws UsageException {
        try {
            return StrictJson.parse(Files.readAllBytes(file), JsonLimits.MCP);
        } catch (IOException e) {
            throw new UsageException("--param " + name + ": the file " + file + " cannot be read");
        } catch (JsonException e) {
            throw new UsageException("--param " + name + ": the file " + file + " is not JSON: " + e.description());
        }
    }
}
