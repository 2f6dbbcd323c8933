package io.mxcp.duckdb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The value of the option {@code headers}, as an expression that makes JSON of it. A map whose keys are plain to see becomes
 * {@code json_object('Authorization', …)}, which the engine plans in half the time of {@code to_json(MAP {…})}.
 *
 * <p>A map brings its values to one type, which {@code json_object} does not: several values must be plain to see as texts, too.
 */
final class HeaderMap {
    private static final String MAP = "map";
    private static final String JOIN = "||";

    private HeaderMap() {}

    static String json(String headers) {
        // a comment at the end of a value ends with its line
        return pairs(headers)
                .filter(pairs -> pairs.size() == 1 || pairs.values().stream().allMatch(HeaderMap::isText))
                .map(pairs -> "system.main.json_object(" + arguments(pairs) + "\n)")
                .orElse("system.main.to_json(" + headers + "\n)");
    }

    private static String arguments(Map<String, String> pairs) {
        return String.join(
                "\n, ",
                pairs.entrySet().stream()
                        .map(pair -> pair.getKey() + ", " + pair.getValue())
                        .toList());
    }

    /** Keys and values; nothing where the parser must look at it. */
    private static Optional<Map<String, String>> pairs(String headers) {
        int map = SqlLexer.afterSpace(headers, 0);
        int open = SqlLexer.afterSpace(headers, map + MAP.length());
        if (!headers.regionMatches(true, map, MAP, 0, MAP.length()) || !headers.startsWith("{", open)) {
            return Optional.empty();
        }
        int close = SqlCalls.closing(headers, open);
        if (close == headers.length() || SqlLexer.afterSpace(headers, close + 1) < headers.length()) {
            return Optional.empty();
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : SqlCalls.arguments(headers.substring(open + 1, close))) {
            int start = SqlLexer.afterSpace(pair, 0);
            int end = pair.startsWith("'", start) ? SqlLexer.endOfPiece(pair, start) : start;
            int colon = SqlLexer.afterSpace(pair, end);
            boolean plain = end > start && pair.startsWith(":", colon) && !pair.startsWith("::", colon);
            String key = pair.substring(start, end);
            if (!plain || pairs.put(key, pair.substring(colon + 1)) != null) {
                return Optional.empty(); // a key twice is an error of the map
            }
        }
        return Optional.of(pairs);
    }

    /** Whether it is a quoted text, alone or joined with other such texts and plain calls: {@code 'Bearer ' || f()}. */
    private static boolean isText(String value) {
        int at = SqlLexer.afterSpace(value, 0);
        boolean quoted = false;
        while (at < value.length()) {
            quoted |= value.charAt(at) == '\'';
            int term = endOfTerm(value, at);
            int join = SqlLexer.afterSpace(value, term);
            if (term == at || (join < value.length() && !value.startsWith(JOIN, join))) {
                return false;
            } else if (join >= value.length()) {
                return quoted;
            }
            at = SqlLexer.afterSpace(value, join + JOIN.length());
        }
        return false;
    }

    /** Behind a quoted text, or a name with its parentheses; where it begins if it is neither. */
    private static int endOfTerm(String value, int at) {
        char first = value.charAt(at);
        if (first == '\'') {
            return SqlLexer.endOfPiece(value, at);
        } else if (!Character.isLetter(first)) {
            return at;
        }
        int name = SqlLexer.endOfPiece(value, at);
        int open = SqlCalls.openingParenthesis(value, name);
        return open < 0 ? at : Math.min(value.length(), SqlCalls.closing(value, open) + 1);
    }
}
