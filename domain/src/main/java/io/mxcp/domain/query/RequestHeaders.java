package io.mxcp.domain.query;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The header fields of the request that a query is run for, as {@code get_request_header(name)} tells them. Names have no case. Those
 * that carry credentials ({@code Authorization}, {@code Proxy-Authorization}, {@code Cookie}, and the {@code X-Forwarded-Access-Token}
 * of some proxies) are not among them. Prints the names only.
 */
public final class RequestHeaders {
    private static final Set<String> WITHHELD =
            Set.of("authorization", "proxy-authorization", "cookie", "x-forwarded-access-token");

    /** No request, or one whose headers are nobody's business. */
    public static final RequestHeaders NONE = new RequestHeaders(Map.of());

    private final Map<String, String> values = new TreeMap<>();

    private RequestHeaders(Map<String, String> byName) {
        byName.forEach((name, value) -> values.put(name.toLowerCase(Locale.ROOT), value));
        values.keySet().removeAll(WITHHELD);
    }

    /** These, save for credentials. Several of one name count as one with commas between (RFC 9110 §5.3). */
    public static RequestHeaders of(Map<String, String> byName) {
        return new RequestHeaders(byName);
    }

    /** The value of a field, in any case of its name. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
        return "RequestHeaders" + values.keySet();
    }
}
