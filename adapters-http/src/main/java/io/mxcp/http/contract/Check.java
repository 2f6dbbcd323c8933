package io.mxcp.http.contract;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One schema; says of a value where it does not fit. It is compiled with its first value: most endpoints of a large project are not used
 * soon, and a start that compiled all of them would take twice as long. Safe for use by many threads.
 */
final class Check {
    private static final URI SCHEMA = URI.create("urn:mxcp:schema");
    private static final int MAX_FAULTS = 5;
    private static final int MAX_TEXT = 200;

    private final Supplier<ValidatorFactory> factory;
    private final JsonObject schema;
    private volatile Optional<Validator> compiled = Optional.empty();

    private Check(Supplier<ValidatorFactory> factory, JsonObject schema) {
        this.factory = factory;
        this.schema = schema;
    }

    /** For what clients send: formats count. */
    static Check ofArguments(JsonObject schema) {
        return new Check(() -> new ValidatorFactory().withEvaluatorFactory(new Formats()), schema);
    }

    /** For what queries yield: SQL has given dates and times their form. */
    static Check ofResults(JsonObject schema) {
        return new Check(ValidatorFactory::new, schema);
    }

    private Validator validator() {
        Optional<Validator> known = compiled;
        return known.isPresent() ? known.get() : compile();
    }

    private synchronized Validator compile() {
        if (compiled.isEmpty()) {
            Validator validator = factory.get()
                    .withJsonNodeFactory(new GsonNode.Factory())
                    .withDefaultDialect(new Dialects.Draft2020Dialect())
                    .withDisabledSchemaValidation(true) // ours come from types that were checked when they were read
                    .createValidator();
            validator.registerSchema(SCHEMA, schema);
            compiled = Optional.of(validator);
        }
        return compiled.get();
    }

    /** What is wrong with the value and where; nothing if it fits. */
    Optional<String> faults(JsonElement value) {
        Validator.Result result = validator().validate(SCHEMA, value);
        return result.isValid()
                ? Optional.empty()
                : Optional.of(result.getErrors().stream()
                        .limit(MAX_FAULTS)
                        .map(Check::describe)
                        .distinct()
                        .collect(Collectors.joining("; ")));
    }

    private static String describe(Error error) {
        String where = error.getInstanceLocation().isEmpty() ? "/" : error.getInstanceLocation();
        boolean undeclared = error.getEvaluationPath().endsWith("/additionalProperties");
        return shortened(where) + ": " + (undeclared ? "is not declared here" : shortened(error.getError()));
    }

    /** Faults quote values, and a value may be a megabyte. */
    private static String shortened(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "\u2026";
    }
}
