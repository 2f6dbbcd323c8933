package io.mxcp.duckdb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The value of the option {@code headers}, as an expression that makes JSON of it. A map whose keys are plain to see becomes
 * {@code json_object('Authorization', …)}, which the engine plans in half the time of {@code to_json(MAP {…})}.
 */
final class HeaderMap {
    private static final String MAP = "map";

    private HeaderMap() {}

    static String json(String headers) {
        // a comment at the end of a value ends with its line
        return pairs(headers)
                .map(pairs -> "system.main.json_object(" + String.join("\n, ", pairs.values()) + "\n)")
                .orElse("system.main.to_json(" + headers + "\n)");
    }

    /** Key and value of each, by key; nothing where the parser must look at it. */
    private static Optional<Map<String, String>> pairs(String headers) {
        int map = SqlCalls.afterSpace(headers, 0);
        int open = SqlCalls.afterSpace(headers, map + MAP.length());
        if (!headers.regionMatches(true, map, MAP, 0, MAP.length()) || !headers.startsWith("{", open)) {
            return Optional.empty();
        }
        int close = SqlCalls.closing(headers, open);
        if (close == headers.length() || SqlCalls.afterSpace(headers, close + 1) < headers.length()) {
            return Optional.empty();
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : SqlCalls.arguments(headers.substring(open + 1, close))) {
            int start = SqlCalls.afterSpace(pair, 0);
            int end = pair.startsWith("'", start) ? SqlLexer.endOfPiece(pair, start) : start;
            int colon = SqlCalls.afterSpace(pair, end);
            boolean plain = end > start && pair.startsWith(":", colon) && !pair.startsWith("::", colon);
            String key = pair.substring(start, end);
            if (!plain || pairs.put(key, key + ", " + pair.substring(colon + 1)) != null) {
                return Optional.empty(); // a key twice is an error of the map
            }
        }
        return Optional.of(pairs);
    }
}
