package io.mxcp.http;

import java.util.List;

/**
 * Whose forwarding headers count.
 *
 * @param networks where trusted proxies are; empty: on this machine and in private networks
 */
public record TrustedProxies(List<Network> networks) {
    /** Copies the list. */
    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    /** Whether the peer with this address, a literal, is one. */
    boolean trusts(String address) {
        return networks.isEmpty()
                ? Network.address(address).filter(Network::isNear).isPresent()
                : networks.stream().anyMatch(network -> network.contains(address));
    }
}
