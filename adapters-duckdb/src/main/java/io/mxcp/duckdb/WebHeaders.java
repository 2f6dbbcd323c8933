package io.mxcp.duckdb;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.secret.Secret;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The header fields that SQL gives to a download: which there may be, and what they may hold. */
final class WebHeaders {
    private static final int MOST = 32;
    private static final int LONGEST_VALUE = 8_192;
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E\\t]*");

    /** They say where the request goes and where it ends, or are of the connection. */
    private static final Set<String> NOT_SQLS = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "cookie",
            "cookie2",
            "expect",
            "forwarded",
            "host",
            "http2-settings",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via");

    private WebHeaders() {}

    /**
     * The fields of this JSON object, empty ones left out.
     *
     * @param json empty text for none
     * @param accept what is asked for unless SQL says otherwise
     * @param token puts the provider token in place of its handle
     */
    static Map<String, Secret> of(String json, String accept, UnaryOperator<String> token) throws QueryException {
        Map<String, Secret> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, JsonElement> field : object(json).entrySet()) {
            String value = checked(field.getKey(), field.getValue());
            if (headers.containsKey(field.getKey())) {
                throw refused(field.getKey(), "is given twice");
            } else if (!value.isEmpty()) {
                headers.put(field.getKey(), Secret.of(token.apply(value)));
            }
        }
        headers.putIfAbsent("Accept", Secret.of(accept));
        headers.putIfAbsent("User-Agent", Secret.of("mxcp"));
        return headers;
    }

    private static JsonObject object(String json) throws QueryException {
        try {
            JsonElement parsed = json.isEmpty() ? new JsonObject() : JsonParser.parseString(json);
            if (parsed instanceof JsonObject object && object.size() <= MOST) {
                return object;
            }
        } catch (JsonParseException e) {
            throw StatementGate.refused(
                    "headers must be a MAP of texts: " + e.getClass().getSimpleName() + ".");
        }
        throw StatementGate.refused("headers must be a MAP of at most " + MOST + " texts.");
    }

    private static String checked(String name, JsonElement value) throws QueryException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw StatementGate.refused("A name in headers is not allowed: letters, digits and hyphens make one.");
        } else if (NOT_SQLS.contains(lower) || lower.startsWith("proxy-")) {
            throw refused(name, "is not allowed: it is not SQL's to set");
        } else if (!value.isJsonPrimitive()) {
            throw refused(name, "has no text as its value");
        }
        String text = value.getAsString().strip();
        if (text.length() > LONGEST_VALUE || !VALUE.matcher(text).matches()) {
            throw refused(
                    name,
                    "has a value that is not allowed: one line of at most " + LONGEST_VALUE + " ASCII characters");
        }
        return text;
    }

    private static QueryException refused(String name, String why) {
        return StatementGate.refused("The header " + name + " " + why + ".");
    }
}
