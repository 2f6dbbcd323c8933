package io.mxcp.bootstrap;

import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.config.PublicUrl;
import io.mxcp.bootstrap.config.Transport;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.http.Network;
import io.mxcp.http.PublicAddress;
import io.mxcp.http.TrustedProxies;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The name of this server to the world, from the configuration and the port it got. */
final class ServerAddress {
    private ServerAddress() {}

    static PublicAddress of(Configuration config, int port) {
        Transport transport = config.transport().withPort(port);
        Issuer issuer = PublicUrl.of(transport).issuer();
        boolean fixed = transport.baseUrl().isPresent();
        Optional<TrustedProxies> proxies = transport.trustProxy()
                ? Optional.of(new TrustedProxies(
                        transport.trustedProxies().stream().map(Network::parse).toList()))
                : Optional.empty();
        return new PublicAddress(new PublicAddress.Settings(
                issuer,
                fixed,
                hosts(transport, issuer),
                proxies,
                isLoopback(transport.host()),
                Set.copyOf(transport.allowedOrigins())));
    }

    /** Where names of ours are configured, requests for others are refused (threat T42). */
    private static Set<String> hosts(Transport transport, Issuer issuer) {
        Set<String> hosts = new HashSet<>(transport.publicHosts());
        transport
                .baseUrl()
                .ifPresent(url -> hosts.add(URI.create(issuer.value()).getHost()));
        return hosts;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
