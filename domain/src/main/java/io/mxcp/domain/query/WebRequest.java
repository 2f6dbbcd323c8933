package io.mxcp.domain.query;

import io.mxcp.domain.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * One document of the web to be read for SQL.
 *
 * @param address absolute, https
 * @param headers to send, by name; values may hold credentials
 * @param limit how long it may take in all
 * @param maxBytes the largest body that is taken, after decompression
 */
public record WebRequest(URI address, Map<String, Secret> headers, Duration limit, long maxBytes) {
    /** Copies the map. */
    public WebRequest {
        headers = Map.copyOf(headers);
    }

    /** Without address and values: both may hold credentials. */
    @Override
    public String toString() {
        return "WebRequest[" + address.getHost() + ", " + headers.keySet() + "]";
    }
}
