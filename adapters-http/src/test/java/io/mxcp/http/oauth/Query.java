package io.mxcp.http.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The parameters of a URI or form, as a client would read and write them. */
final class Query {
    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    /** Those of this URI's query; one that stands there twice fails the test. */
    static Query of(String uri) {
        Map<String, String> values = new LinkedHashMap<>();
        int question = uri.indexOf('?');
        if (question >= 0) {
            for (String pair : uri.substring(question + 1).split("&", -1)) {
                String[] parts = pair.split("=", 2);
                String before = values.put(decode(parts[0]), parts.length < 2 ? "" : decode(parts[1]));
                if (before != null) {
                    throw new AssertionError("twice in " + uri + ": " + parts[0]);
                }
            }
        }
        return new Query(values);
    }

    String get(String name) {
        return values.getOrDefault(name, "");
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry ->
                        URLEncoder.encode(entry.getKey(), UTF_8) + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, UTF_8);
    }
}
