package io.mxcp.duckdb;

import static io.mxcp.duckdb.StatementGate.refused;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.mxcp.domain.query.QueryException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a caller's SQL may say in a call that reads the web: our download as the one file, and options by name that read no other
 * file and give away nothing of this machine.
 */
final class WebCallCheck {
    private static final Set<String> OPTIONS = Set.of(
            "all_varchar",
            "allow_quoted_nulls",
            "auto_detect",
            "auto_type_candidates",
            "binary_as_string",
            "columns",
            "column_names",
            "column_types",
            "comment",
            "convert_strings_to_integers",
            "dateformat",
            "date_format",
            "decimal_separator",
            "delim",
            "dtypes",
            "escape",
            "field_appearance_threshold",
            "force_not_null",
            "format",
            "header",
            "ignore_errors",
            "map_inference_threshold",
            "maximum_depth",
            "maximum_sample_files",
            "names",
            "new_line",
            "normalize_names",
            "null_padding",
            "nullstr",
            "quote",
            "records",
            "sample_size",
            "sep",
            "skip",
            "strict_mode",
            "thousands",
            "timestampformat",
            "timestamp_format",
            "types");

    private static final Set<List<String>> DOWNLOADS = Set.of(
            List.of("system", "main", UserFunctions.DOWNLOAD), List.of("system", "main", UserFunctions.DOWNLOAD_JSON));

    /** Those that name types. */
    private static final Set<String> TYPES =
            Set.of("auto_type_candidates", "columns", "column_types", "dtypes", "types");

    private static final Set<String> BUILDING = Set.of("struct_pack", "list_value", "array_value", "map", "row");

    /** A type with nothing inside. */
    private static final Pattern SCALAR = Pattern.compile("[A-Za-z_][\\w ]*(\\(\\s*\\d+\\s*(,\\s*\\d+\\s*)?\\))?");

    private WebCallCheck() {}

    static boolean readsCsv(List<String> path) {
        return path.get(path.size() - 1).toLowerCase(Locale.ROOT).contains("csv");
    }

    /**
     * Where CSV does not fit a nested type, the engine (2.0.0) looks up the value for its error in the wrong row, beyond its memory:
     * that ends the process, or shows what was there. A cast in the statement becomes a type of the reader.
     */
    static QueryException nestedCsv() {
        return refused("A list, structure or map is not made of CSV here: read it as text, or ask for JSON.");
    }

    /** They must be plain to see: what is computed is no type here. */
    private static void requireScalar(JsonObject types) throws QueryException {
        String kind = SyntaxTree.text(types, "class");
        boolean holds = kind.equals("FUNCTION")
                ? BUILDING.contains(SyntaxTree.text(types, "function_name").toLowerCase(Locale.ROOT))
                : SyntaxTree.text(types, "type").equals("ARRAY_CONSTRUCTOR");
        if (holds) {
            for (JsonElement each : SyntaxTree.arguments(types)) {
                requireScalar(SyntaxTree.expression(each.getAsJsonObject()));
            }
        } else if (!kind.equals("CONSTANT")
                || !SCALAR.matcher(SyntaxTree.literal(types)).matches()) {
            throw nestedCsv();
        }
    }

    static boolean isReader(List<String> path) {
        return WebCalls.READERS.contains(path.get(path.size() - 1).toLowerCase(Locale.ROOT))
                && AllowedSql.isSystem(path);
    }

    /** The parts of such a call that remain to be checked: address, headers and the values of options. */
    static JsonArray parts(JsonObject function) throws QueryException {
        JsonArray parts = new JsonArray();
        List<JsonElement> arguments = SyntaxTree.arguments(function).asList();
        parts.addAll(addressAndHeaders(arguments));
        boolean csv = readsCsv(SyntaxTree.path(function, "function_name"));
        for (JsonElement option : arguments.subList(1, arguments.size())) {
            parts.add(value(option.getAsJsonObject(), csv));
        }
        return parts;
    }

    private static JsonArray addressAndHeaders(List<JsonElement> arguments) throws QueryException {
        if (!arguments.isEmpty()) {
            JsonObject first = SyntaxTree.expression(arguments.get(0).getAsJsonObject());
            boolean function = SyntaxTree.text(first, "class").equals("FUNCTION");
            if (function && DOWNLOADS.contains(SyntaxTree.path(first, "function_name"))) {
                return SyntaxTree.arguments(first);
            }
        }
        throw refused("A file is not allowed here: give one https address as the first argument.");
    }

    private static JsonElement value(JsonObject argument, boolean csv) throws QueryException {
        JsonObject expression = SyntaxTree.expression(argument);
        Optional<String> name = name(argument, expression);
        if (name.isEmpty() || !OPTIONS.contains(name.get().toLowerCase(Locale.ROOT))) {
            throw refused("The option " + name.orElse("without a name") + " is not allowed here.");
        }
        JsonElement value =
                SyntaxTree.text(expression, "class").equals("COMPARISON") ? expression.get("right") : expression;
        if (csv && TYPES.contains(name.get().toLowerCase(Locale.ROOT))) {
            requireScalar(value.getAsJsonObject());
        }
        return value;
    }

    /** {@code name := value} has a name, {@code name = value} is a comparison. */
    private static Optional<String> name(JsonObject argument, JsonObject expression) {
        String given = SyntaxTree.text(argument, "name");
        if (!given.isEmpty()) {
            return Optional.of(given);
        }
        boolean equals = SyntaxTree.text(expression, "type").equals("COMPARE_EQUAL");
        if (equals && expression.get("left") instanceof JsonObject left && left.has("column_names")) {
            JsonArray names = left.getAsJsonArray("column_names");
            return names.size() == 1 ? Optional.of(names.get(0).getAsString()) : Optional.empty();
        }
        return Optional.empty();
    }
}
