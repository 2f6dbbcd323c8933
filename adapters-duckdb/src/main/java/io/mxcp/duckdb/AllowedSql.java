package io.mxcp.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What SQL written by a caller may consist of. Whatever is not named here is refused: new engines bring new things. */
final class AllowedSql {
    /** Kinds of expressions: the tree's {@code class}. */
    private static final Set<String> EXPRESSIONS = Set.of(
            "BETWEEN",
            "CASE",
            "CAST",
            "COLLATE",
            "COLUMN_REF",
            "COMPARISON",
            "CONJUNCTION",
            "CONSTANT",
            "FUNCTION",
            "LAMBDA",
            "LAMBDA_REF",
            "OPERATOR",
            "PARAMETER",
            "POSITIONAL_REFERENCE",
            "STAR",
            "SUBQUERY",
            "TYPE",
            "WINDOW");

    /** Kinds of everything else: the tree's {@code type} where there is no {@code class}. */
    private static final Set<String> PARTS = Set.of(
            // queries
            "SELECT_NODE",
            "SET_OPERATION_NODE",
            "RECURSIVE_CTE_NODE",
            "CTE_NODE",
            // where rows come from
            "BASE_TABLE",
            "EMPTY",
            "EXPRESSION_LIST",
            "JOIN",
            "PIVOT",
            "SUBQUERY",
            "TABLE_FUNCTION",
            // what is done to them in the end
            "DISTINCT_MODIFIER",
            "LIMIT_MODIFIER",
            "LIMIT_PERCENT_MODIFIER",
            "ORDER_MODIFIER",
            // directions of an order
            "ASCENDING",
            "DESCENDING",
            "ORDER_DEFAULT");

    private static final Set<String> TABLE_FUNCTIONS =
            Set.of("range", "generate_series", "unnest", "json_each", "json_tree", "regexp_split_to_table");

    private static final Set<String> SYSTEM_SCHEMAS = Set.of("system", "main", "pg_catalog");

    /** Names that would be a file, an address or a view of the system. */
    private static final Pattern SUSPICIOUS_TABLE = Pattern.compile(
            "(?i)(duckdb_|pragma_|sqlite_|pg_).*|.*[./\\\\:*?\\[\\]{}'\"$%~\\p{Cntrl}].*", Pattern.DOTALL);

    private static final Set<String> CATALOG_VIEWS = Set.of("tables", "columns");

    private static final Set<String> FUNCTIONS = read("allowed-functions.txt");

    private AllowedSql() {}

    private static Set<String> read(String resource) {
        try (InputStream in = AllowedSql.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> List.of(line.strip().split("\\s+")).stream())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean expression(String kind) {
        return EXPRESSIONS.contains(kind);
    }

    static boolean part(String kind) {
        return PARTS.contains(kind);
    }

    /** @param path catalog and schema, where given, then the name */
    static boolean function(List<String> path) {
        return FUNCTIONS.contains(name(path)) && isSystem(path);
    }

    /** Whether it is the engine's own, as far as it is qualified at all. */
    static boolean isSystem(List<String> path) {
        return SYSTEM_SCHEMAS.containsAll(qualifiers(path));
    }

    static boolean tableFunction(List<String> path) {
        return TABLE_FUNCTIONS.contains(name(path)) && function(path);
    }

    static boolean table(List<String> path) {
        List<String> qualifiers = qualifiers(path);
        if (qualifiers.contains("information_schema")) {
            return CATALOG_VIEWS.contains(name(path));
        }
        boolean ours = qualifiers.stream()
                .noneMatch(one -> Set.of("system", "temp", "pg_catalog").contains(one));
        return ours
                && path.stream()
                        .noneMatch(part -> SUSPICIOUS_TABLE.matcher(part).matches());
    }

    private static String name(List<String> path) {
        return path.get(path.size() - 1).toLowerCase(Locale.ROOT);
    }

    private static List<String> qualifiers(List<String> path) {
        return path.subList(0, path.size() - 1).stream()
                .map(part -> part.toLowerCase(Locale.ROOT))
                .toList();
    }
}
