package io.mxcp.bootstrap.config;

import java.util.List;
import java.util.Optional;

/**
 * How the server is reached.
 *
 * @param host the address to listen at
 * @param port 0 to 65535; 0 takes a free one
 * @param scheme {@code http} or {@code https}: how the world reaches us, which a proxy decides; we always speak http
 * @param baseUrl the whole URL under which the world reaches us, without trailing slash
 * @param publicHosts names without port under which the world reaches us; the first one is used in our URLs
 * @param allowedOrigins web origins whose scripts may call us, besides our own and those of the person's machine
 * @param trustProxy whether trusted proxies may say by headers how the world reaches us
 * @param trustedProxies their addresses or networks (CIDR); empty: this machine and private networks
 */
public record Transport(
        String host,
        int port,
        String scheme,
        Optional<String> baseUrl,
        List<String> publicHosts,
        List<String> allowedOrigins,
        boolean trustProxy,
        List<String> trustedProxies) {
    /** This machine only, port 8000. */
    public static final Transport DEFAULT =
            new Transport("localhost", 8000, "http", Optional.empty(), List.of(), List.of(), false, List.of());

    /** Copies the lists. */
    public Transport {
        publicHosts = List.copyOf(publicHosts);
        allowedOrigins = List.copyOf(allowedOrigins);
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** The same at another port. */
    public Transport withPort(int otherPort) {
        return new Transport(host, otherPort, scheme, baseUrl, publicHosts, allowedOrigins, trustProxy, trustedProxies);
    }
}
