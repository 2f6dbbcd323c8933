package io.mxcp.http;

import java.net.InetAddress;
import java.util.List;

/**
 * Whose forwarding headers count.
 *
 * @param networks where trusted proxies are; empty: on this machine and in private networks
 */
public record TrustedProxies(List<Network> networks) {
    private static final int UNIQUE_LOCAL_MASK = 0xFE;
    private static final int UNIQUE_LOCAL = 0xFC;

    /** Copies the list. */
    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    /** Whether the peer with this address, a literal, is one. */
    boolean trusts(String address) {
        return networks.isEmpty()
                ? Network.address(address).filter(TrustedProxies::isNear).isPresent()
                : networks.stream().anyMatch(network -> network.contains(address));
    }

    private static boolean isNear(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || (address.getAddress().length > 4 && (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL);
    }
}
