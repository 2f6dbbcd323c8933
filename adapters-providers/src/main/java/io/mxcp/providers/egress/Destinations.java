package io.mxcp.providers.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where calls may go. A provider's: to the addresses that the operator configured, as they stand, and to public https
 * addresses that the provider names (T40, T41). Those of SQL: to public https addresses (T70).
 */
public final class Destinations {
    private static final String HTTPS = "https";
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final Set<String> configured;
    private final boolean innerNetwork;
    private final Names names;

    private Destinations(Set<String> configured, boolean innerNetwork, Names names) {
        this.configured = configured;
        this.innerNetwork = innerNetwork;
        this.names = names;
    }

    /** Trusts scheme, host and port of these addresses, and no other inner one. */
    public static Destinations configured(Collection<URI> addresses) {
        return new Destinations(
                addresses.stream().map(Destinations::origin).collect(Collectors.toUnmodifiableSet()),
                false,
                InetAddress::getAllByName);
    }

    /**
     * Any https address that is public (T70).
     *
     * @param innerNetwork whether private and loopback addresses are as good, and plain http to loopback
     */
    static Destinations web(boolean innerNetwork) {
        return new Destinations(Set.of(), innerNetwork, InetAddress::getAllByName);
    }

    /** The same, where names mean what these say. */
    Destinations withNames(Names others) {
        return new Destinations(configured, innerNetwork, others);
    }

    /** Refuses what no look-up of a name can make good. */
    void check(URI target) throws IOException {
        if (target.getHost() == null || target.getRawUserInfo() != null) {
            throw new RefusedDestinationException("an address without host, or with a password in it");
        }
        if (!HTTPS.equalsIgnoreCase(target.getScheme()) && !configured.contains(origin(target)) && !innerNetwork) {
            throw new RefusedDestinationException("an address that is neither configured nor https");
        }
    }

    /**
     * What a connection to this server may be made to, and nothing else: the name is looked up once, here, and each of its
     * addresses is one that is allowed. May block as long as the system's resolver does.
     *
     * @param origin its scheme, host and port
     * @throws RefusedDestinationException if any of its addresses is not allowed
     * @throws UnknownHostException if it has none
     */
    List<InetAddress> addressesOf(URI origin) throws IOException {
        check(origin);
        List<InetAddress> addresses = List.of(names.addressesOf(origin.getHost()));
        if (configured.contains(origin(origin))) {
            return addresses;
        }
        boolean https = HTTPS.equalsIgnoreCase(origin.getScheme());
        if (!https && !addresses.stream().allMatch(InetAddress::isLoopbackAddress)) {
            throw new RefusedDestinationException("an address that is neither configured nor https");
        }
        if (!innerNetwork && !addresses.stream().allMatch(PublicAddress::isPublic)) {
            throw new RefusedDestinationException("an address inside a private network that is not configured");
        }
        return addresses;
    }

    private static String origin(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        int port = address.getPort() >= 0 ? address.getPort() : HTTPS.equals(scheme) ? HTTPS_PORT : HTTP_PORT;
        return scheme + "://" + String.valueOf(address.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }
}
