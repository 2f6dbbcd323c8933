package io.mxcp.bootstrap.config;

import io.mxcp.domain.grant.Issuer;
import java.util.Optional;
import java.util.Set;

/**
 * Under which URL the world reaches this server, as far as the configuration tells.
 *
 * @param warning why that URL will hardly work for others, where it will not
 */
public record PublicUrl(Issuer issuer, Optional<String> warning) {
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]");

    /**
     * {@code base_url}, else scheme, public or listening host, and port. An address to listen at
     * everywhere is no host to connect to.
     *
     * @throws IllegalArgumentException if no URL comes of it
     */
    public static PublicUrl of(Transport transport) {
        if (transport.baseUrl().isPresent()) {
            return new PublicUrl(Issuer.ofBaseUrl(transport.baseUrl().get()), Optional.empty());
        }
        boolean everywhere =
                WILDCARDS.contains(transport.host()) && transport.publicHosts().isEmpty();
        String host = everywhere
                ? "localhost"
                : transport.publicHosts().stream().findFirst().orElseGet(() -> bracketed(transport.host()));
        Issuer issuer = new Issuer(transport.scheme() + "://" + host + port(transport));
        return new PublicUrl(issuer, everywhere ? Optional.of(warning(issuer, transport)) : nameless(transport));
    }

    private static String warning(Issuer issuer, Transport transport) {
        String otherwise = transport.trustProxy() ? " where no proxy says otherwise" : "";
        return "host is " + transport.host() + ", so URLs name " + issuer + otherwise
                + ", which only this machine can reach; set base_url or public_host to what clients use";
    }

    /** What a proxy says of the host counts only if it is a name that was configured. */
    private static Optional<String> nameless(Transport transport) {
        return transport.trustProxy() && transport.publicHosts().isEmpty()
                ? Optional.of(
                        "trust_proxy is on, but no public_host is set: URLs take the proxy's scheme, not its host")
                : Optional.empty();
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /** TLS ends at a proxy, which has a port of its own: under a public name that is the usual one. */
    private static String port(Transport transport) {
        if (transport.scheme().equals("https") && !transport.publicHosts().isEmpty()) {
            return "";
        }
        int usual = transport.scheme().equals("https") ? 443 : 80;
        return transport.port() == usual ? "" : ":" + transport.port();
    }
}
