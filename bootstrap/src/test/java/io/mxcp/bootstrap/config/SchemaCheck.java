package io.mxcp.bootstrap.config;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** What a JSON Schema says to a YAML file, by a validator that knows nothing of our readers. */
public final class SchemaCheck {
    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    private SchemaCheck() {}

    /** What the schema has against this file; nothing if the file is missing or empty. */
    public static List<String> problems(Path file, String schema) throws IOException {
        return Files.exists(file) ? problems(Files.readString(file), schema) : List.of();
    }

    /** The same of a text. */
    public static List<String> problems(String yaml, String schema) {
        Object document =
                new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(yaml);
        if (document == null) {
            return List.of();
        }
        Validator.Result result = new ValidatorFactory()
                .withJsonNodeFactory(new GsonNode.Factory())
                .validate(schema, GSON.toJson(document));
        return result.getErrors().stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getError())
                .toList();
    }
}
