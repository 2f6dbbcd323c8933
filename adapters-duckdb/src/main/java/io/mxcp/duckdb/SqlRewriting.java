package io.mxcp.duckdb;

import io.mxcp.domain.query.QueryException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is done to the text of a statement before the engine sees it: {@link WebCalls}, then {@link JsonCalls}. What was done to a text
 * is remembered, since operators' statements come again and again. Safe for use by many threads.
 */
final class SqlRewriting {
    private static final int MOST_REMEMBERED = 1_000;
    private static final int LONGEST_REMEMBERED = 8_192;

    private final Map<String, String> known = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_REMEMBERED;
        }
    });

    /**
     * The text for the engine; the same where there is nothing to do.
     *
     * @throws QueryException if it cannot be made safe
     */
    String of(String text) throws QueryException {
        if (!WebCalls.mentions(text) && !JsonCalls.mentions(text)) {
            return text;
        }
        String before = known.get(text);
        if (before != null) {
            return before;
        }
        String rewritten = JsonCalls.rewrite(WebCalls.rewrite(text));
        if (text.length() <= LONGEST_REMEMBERED) {
            known.put(text, rewritten);
        }
        return rewritten;
    }
}
