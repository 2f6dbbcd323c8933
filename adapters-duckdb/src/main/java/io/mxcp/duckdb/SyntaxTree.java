package io.mxcp.duckdb;

import static io.mxcp.duckdb.StatementGate.refused;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.mxcp.domain.query.QueryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A statement as the engine's parser wrote it down, checked node by node. */
final class SyntaxTree {
    /** They make a value longer by a factor; nested, they multiply it outside of the engine's memory limit. */
    private static final Set<String> GROWING = Set.of(
            "replace",
            "regexp_replace",
            "translate",
            "bin",
            "to_binary",
            "hex",
            "to_hex",
            "url_encode",
            "base64",
            "to_base64");

    /** The engine writes an argument of these out twice while it plans: nested, that doubles at each level, and no limit of time holds. */
    private static final Set<String> DOUBLING = Set.of(
            "nullif",
            "fmod",
            "split_part",
            "array_to_string",
            "array_to_string_comma_default",
            "array_pop_back",
            "map_contains_entry",
            "json_group_object",
            "json_group_array",
            "weighted_avg");

    /** Version 2.0.0 reads beyond its memory where one that holds an array is sorted or grouped. */
    private static final List<String> UNNAMED_STRUCT = List.of("row");

    private static final int MOST_DOUBLINGS = 4;
    private static final int MOST_STARS = 16;
    private static final int MOST_NAMES = 16;
    private static final int LONGEST_ALIAS_CHAIN = 8;

    /** A list that long for each of the 2,048 rows of a chunk is 16 MB. */
    private static final long LONGEST_LIST = 1_000;

    private static final long LONGEST_SERIES = 10_000_000;
    private static final long LONGEST_ARRAY = 4_096;

    private static final Set<String> NESTED = Set.of("list", "array", "struct", "row", "map", "union");

    private final JsonObject root;
    private final boolean webReading;
    private boolean readsCsv;
    private boolean makesNested;
    private int stars;

    /** @param webReading whether functions that read files may be called over our download */
    SyntaxTree(JsonObject root, boolean webReading) {
        this.root = root;
        this.webReading = webReading;
    }

    void check() throws QueryException {
        visit(root, false);
        if (readsCsv && makesNested) {
            throw WebCallCheck.nestedCsv();
        }
    }

    private void visit(JsonElement element, boolean inLambda) throws QueryException {
        if (element instanceof JsonArray array) {
            for (JsonElement item : array) {
                visit(item, inLambda);
            }
        } else if (element instanceof JsonObject node) {
            checkNode(node, inLambda);
            boolean within = inLambda || "LAMBDA".equals(text(node, "class"));
            for (Map.Entry<String, JsonElement> child : node.entrySet()) {
                visitChild(node, child, within);
            }
        }
    }

    /** The function of a table function is checked with it: as an expression it has other bounds. */
    private void visitChild(JsonObject node, Map.Entry<String, JsonElement> child, boolean inLambda)
            throws QueryException {
        boolean checkedAlready =
                "TABLE_FUNCTION".equals(text(node, "type")) && child.getKey().equals("function");
        visit(checkedAlready ? parts(child.getValue().getAsJsonObject()) : child.getValue(), inLambda);
    }

    private static JsonElement parts(JsonObject tableFunction) throws QueryException {
        return WebCallCheck.isReader(path(tableFunction, "function_name"))
                ? WebCallCheck.parts(tableFunction)
                : arguments(tableFunction);
    }

    private void checkNode(JsonObject node, boolean inLambda) throws QueryException {
        String kind = text(node, "class");
        String type = text(node, "type");
        requireBounded(node, kind, inLambda);
        if (!kind.isEmpty()) {
            checkExpression(node, kind, inLambda);
        } else if (!type.isEmpty()) {
            checkPart(node, type);
        }
    }

    /** What the engine multiplies while it plans, when neither its limit of time nor that of memory holds. */
    private void requireBounded(JsonObject node, String kind, boolean inLambda) throws QueryException {
        if (kind.equals("LAMBDA") && inLambda) { // each is called for all elements of each list around it
            throw refused("A lambda within a lambda is not allowed here.");
        }
        if (kind.equals("STAR") && ++stars > MOST_STARS) {
            throw refused("At most " + MOST_STARS + " stars are allowed here.");
        }
        if (node.get("column_names") instanceof JsonArray names && names.size() > MOST_NAMES) {
            throw refused("A column is named by at most " + MOST_NAMES + " names here.");
        }
        if (text(node, "materialized").equals("CTE_MATERIALIZE_NEVER")) {
            throw refused("NOT MATERIALIZED is not allowed here.");
        }
        if (node.get("select_list") instanceof JsonArray list && aliasChain(list) > LONGEST_ALIAS_CHAIN) {
            throw refused(
                    "Columns of a list build on each other in chains of at most " + LONGEST_ALIAS_CHAIN + " here.");
        }
    }

    /** How many columns of a list name each other in turn: each is written out wherever it is named. */
    private static int aliasChain(JsonArray list) {
        Map<String, Integer> chains = new HashMap<>();
        int longest = 0;
        for (JsonElement item : list) {
            int chain = 1 + longestNamed(item, chains);
            chains.merge(text(item.getAsJsonObject(), "alias").toLowerCase(Locale.ROOT), chain, Math::max);
            longest = Math.max(longest, chain);
        }
        return longest;
    }

    private static int longestNamed(JsonElement element, Map<String, Integer> chains) {
        if (element instanceof JsonArray array) {
            return array.asList().stream()
                    .mapToInt(item -> longestNamed(item, chains))
                    .max()
                    .orElse(0);
        }
        if (!(element instanceof JsonObject node)) {
            return 0;
        }
        if (node.get("column_names") instanceof JsonArray names && !names.isEmpty()) {
            String last = names.get(names.size() - 1).getAsString().toLowerCase(Locale.ROOT);
            return chains.getOrDefault(last, 0);
        }
        return node.asMap().values().stream()
                .mapToInt(child -> longestNamed(child, chains))
                .max()
                .orElse(0);
    }

    private void checkExpression(JsonObject node, String kind, boolean inLambda) throws QueryException {
        if (!AllowedSql.expression(kind)) {
            throw refused("Not allowed here: " + readable(kind) + ".");
        }
        if (kind.equals("FUNCTION") || kind.equals("WINDOW")) {
            checkFunction(node, inLambda);
        } else if (kind.equals("TYPE")) {
            checkType(node);
        }
    }

    private static void checkFunction(JsonObject node, boolean inLambda) throws QueryException {
        List<String> path = path(node, "function_name");
        if (path.equals(UNNAMED_STRUCT)) {
            throw refused(
                    "A tuple (a, b) is not allowed here. Write {'a': a, 'b': b}, or compare the columns one by one.");
        }
        if (!AllowedSql.function(path)) {
            throw refused("The function " + String.join(".", path) + " is not allowed here.");
        }
        requireShallow(path, node);
        if (doublings(node) > MOST_DOUBLINGS) {
            throw refused("Nested more than " + MOST_DOUBLINGS + " deep, " + String.join(".", path)
                    + " is not allowed here.");
        }
        if (grows(path) && arguments(node).asList().stream().anyMatch(SyntaxTree::holdsGrowing)) {
            throw refused("The function " + String.join(".", path)
                    + " is not allowed on the result of another that makes values longer.");
        }
        if (isSeries(path)
                && (inLambda || count(node).filter(n -> n <= LONGEST_LIST).isEmpty())) {
            throw refused("As a value, " + String.join(".", path) + " takes whole numbers and gives at most "
                    + LONGEST_LIST + " elements. Use it after FROM.");
        }
    }

    /** {@link JsonCalls} has done it, unless it read the text otherwise than the engine. */
    private static void requireShallow(List<String> path, JsonObject function) throws QueryException {
        if (JsonCalls.walksAnything(path, function)) {
            throw refused("The function " + String.join(".", path) + " is not allowed as it is written here.");
        }
    }

    /** Nested, these multiply a value's size, outside of the engine's memory limit: ten levels of a factor of ten. */
    private static boolean grows(List<String> path) {
        return GROWING.contains(path.get(path.size() - 1).toLowerCase(Locale.ROOT));
    }

    private static boolean holdsGrowing(JsonElement element) {
        if (element instanceof JsonArray array) {
            return array.asList().stream().anyMatch(SyntaxTree::holdsGrowing);
        }
        if (!(element instanceof JsonObject node)) {
            return false;
        }
        return (text(node, "class").equals("FUNCTION") && grows(path(node, "function_name")))
                || node.asMap().values().stream().anyMatch(SyntaxTree::holdsGrowing);
    }

    private static int doublings(JsonElement element) {
        if (element instanceof JsonArray array) {
            return array.asList().stream().mapToInt(SyntaxTree::doublings).max().orElse(0);
        }
        if (!(element instanceof JsonObject node)) {
            return 0;
        }
        List<String> path = path(node, "function_name");
        boolean doubles = text(node, "class").equals("FUNCTION")
                && DOUBLING.contains(path.get(path.size() - 1).toLowerCase(Locale.ROOT));
        return (doubles ? 1 : 0)
                + node.asMap().values().stream()
                        .mapToInt(SyntaxTree::doublings)
                        .max()
                        .orElse(0);
    }

    private void checkPart(JsonObject node, String type) throws QueryException {
        if (!AllowedSql.part(type)) {
            throw refused("Not allowed here: " + readable(type) + ".");
        }
        if (type.equals("BASE_TABLE")) {
            List<String> path = path(node, "table_name");
            if (!AllowedSql.table(path)) {
                throw refused("The table " + String.join(".", path) + " is not allowed here.");
            }
        } else if (type.equals("TABLE_FUNCTION")) {
            checkTableFunction(node.getAsJsonObject("function"));
        }
    }

    private void checkTableFunction(JsonObject function) throws QueryException {
        List<String> path = path(function, "function_name");
        if (!"FUNCTION".equals(text(function, "class")) || !mayRead(path)) {
            throw refused("The table function " + String.join(".", path) + " is not allowed here.");
        }
        requireShallow(path, function);
        readsCsv |= WebCallCheck.readsCsv(path);
        if (isSeries(path) && count(function).filter(n -> n > LONGEST_SERIES).isPresent()) {
            throw refused(String.join(".", path) + " gives at most " + LONGEST_SERIES + " rows here.");
        }
    }

    private boolean mayRead(List<String> path) {
        return AllowedSql.tableFunction(path) || (webReading && WebCallCheck.isReader(path));
    }

    /** An array type has its size in every row, filled or not; to a variant, JSON is turned by recursion ({@link JsonDepth}). */
    private void checkType(JsonObject node) throws QueryException {
        if ("VARIANT".equalsIgnoreCase(text(node, "type_name"))) {
            throw refused("The type VARIANT is not allowed here.");
        }
        makesNested |= NESTED.contains(text(node, "type_name").toLowerCase(Locale.ROOT));
        if ("ARRAY".equalsIgnoreCase(text(node, "type_name"))) {
            for (JsonElement child : node.getAsJsonArray("children")) {
                Optional<Long> size = wholeNumber(child);
                if (size.isPresent() && size.get() > LONGEST_ARRAY) {
                    throw refused("An array has at most " + LONGEST_ARRAY + " elements here.");
                }
            }
        }
    }

    private static boolean isSeries(List<String> path) {
        String name = path.get(path.size() - 1).toLowerCase(Locale.ROOT);
        return name.equals("range") || name.equals("generate_series");
    }

    /** How many elements a series has, at most; empty where that is not plain to see. */
    private static Optional<Long> count(JsonObject function) {
        List<Long> numbers = new ArrayList<>();
        for (JsonElement argument : arguments(function)) {
            Optional<Long> number = wholeNumber(expression(argument.getAsJsonObject()));
            if (number.isEmpty()) {
                return Optional.empty();
            }
            numbers.add(number.get());
        }
        return switch (numbers.size()) {
            case 1 -> Optional.of(Math.abs(numbers.get(0)) + 1);
            case 2 -> Optional.of(Math.abs(numbers.get(1) - numbers.get(0)) + 1);
            case 3 ->
                Optional.of(Math.abs(numbers.get(1) - numbers.get(0)) / Math.max(1, Math.abs(numbers.get(2))) + 1);
            default -> Optional.empty();
        };
    }

    /** Whole numbers below 10^15, whose sums and differences do not overflow; a minus sign is a function of its own. */
    private static Optional<Long> wholeNumber(JsonElement element) {
        JsonObject node = element.getAsJsonObject();
        if (text(node, "function_name").equals("-") && arguments(node).size() == 1) {
            return wholeNumber(expression(arguments(node).get(0).getAsJsonObject()))
                    .map(n -> -n);
        }
        String digits = literal(node);
        return digits.matches("-?\\d{1,15}") ? Optional.of(Long.parseLong(digits)) : Optional.empty();
    }

    static String literal(JsonObject node) {
        if (node.get("literal") instanceof JsonObject literal) {
            return text(literal, "text");
        }
        return node.get("value") instanceof JsonObject value ? text(value, "value") : "";
    }

    /** Arguments are {@code children} to engines before 2.0. */
    static JsonArray arguments(JsonObject function) {
        JsonElement arguments = function.has("arguments") ? function.get("arguments") : function.get("children");
        return arguments instanceof JsonArray array ? array : new JsonArray();
    }

    static JsonObject expression(JsonObject argument) {
        return argument.get("expression") instanceof JsonObject expression ? expression : argument;
    }

    static List<String> path(JsonObject node, String name) {
        List<String> path = new ArrayList<>();
        if (node.get("qualified_name") instanceof JsonObject qualified && qualified.has("path")) {
            qualified.getAsJsonArray("path").forEach(part -> path.add(part.getAsString()));
        } else {
            path.add(text(node, name));
        }
        return path.isEmpty() ? List.of("") : path;
    }

    static String text(JsonObject node, String field) {
        JsonElement value = node.get(field);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }

    private static String readable(String kind) {
        return kind.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
