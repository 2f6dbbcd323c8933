package io.mxcp.bootstrap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.mxcp.http.json.JsonException;
import io.mxcp.http.json.JsonLimits;
import io.mxcp.http.json.StrictJson;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The arguments of {@code --param name=value}: a text, or {@code @} and the name of a file, for the JSON in it. */
final class NamedArguments {
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, JsonElement> files = new LinkedHashMap<>();

    private NamedArguments() {}

    /**
     * By name, in order.
     *
     * @param folder where a file's name begins
     * @throws UsageException if one has no name or comes twice, or a file cannot be used
     */
    static NamedArguments read(List<String> options, Path folder) throws UsageException {
        NamedArguments arguments = new NamedArguments();
        for (String option : options) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw new UsageException("--param needs a name and a value, as in --param at_most=10");
            }
            arguments.add(option.substring(0, equals), option.substring(equals + 1), folder);
        }
        return arguments;
    }

    private void add(String name, String value, Path folder) throws UsageException {
        if (names().contains(name)) {
            throw new UsageException("--param " + name + " is given twice");
        }
        if (FileArgument.isFile(value)) {
            files.put(name, file(name, value, folder));
        } else {
            texts.put(name, value);
        }
    }

    private static JsonElement file(String name, String value, Path folder) throws UsageException {
        String what = "--param " + name;
        byte[] json = FileArgument.read(what, value, folder);
        try {
            return StrictJson.parse(json, JsonLimits.MCP);
        } catch (JsonException e) {
            throw new UsageException(what + ": the file " + value.substring(1) + " is not JSON: " + e.description());
        }
    }

    /** The names of all. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(texts.keySet());
        names.addAll(files.keySet());
        return names;
    }

    /** What was given as text. */
    JsonObject texts() {
        JsonObject object = new JsonObject();
        texts.forEach(object::addProperty);
        return object;
    }

    /** What the files hold. */
    Map<String, JsonElement> files() {
        return files;
    }

    /** All, for SQL that says nothing of their types: a text is JSON where it can be read so. */
    Map<String, JsonElement> guessed() {
        Map<String, JsonElement> guessed = new LinkedHashMap<>(files);
        texts.forEach((name, text) -> guessed.put(name, guess(text)));
        return guessed;
    }

    private static JsonElement guess(String text) {
        try {
            return StrictJson.parse(text.getBytes(UTF_8), JsonLimits.MCP);
        } catch (JsonException e) {
            return new JsonPrimitive(text);
        }
    }
}
