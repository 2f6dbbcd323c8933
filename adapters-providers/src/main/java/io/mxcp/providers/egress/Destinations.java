package io.mxcp.providers.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
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

    private Destinations(Set<String> configured, boolean innerNetwork) {
        this.configured = configured;
        this.innerNetwork = innerNetwork;
    }

    /** Trusts scheme, host and port of these addresses, and no other inner one. */
    public static Destinations configured(Collection<URI> addresses) {
        return new Destinations(
                addresses.stream().map(Destinations::origin).collect(Collectors.toUnmodifiableSet()), false);
    }

    /**
     * Any https address that is public (T70).
     *
     * @param innerNetwork whether private and loopback addresses are as good, and plain http to loopback
     */
    static Destinations web(boolean innerNetwork) {
        return new Destinations(Set.of(), innerNetwork);
    }

    void check(URI target) throws IOException {
        if (target.getHost() == null || target.getRawUserInfo() != null) {
            throw new RefusedDestinationException("an address without host, or with a password in it");
        }
        if (!configured.contains(origin(target))) {
            checkForeign(target);
        }
    }

    private void checkForeign(URI target) throws IOException {
        if (!HTTPS.equalsIgnoreCase(target.getScheme())) {
            if (!innerNetwork || !resolvesTo(target, InetAddress::isLoopbackAddress)) {
                throw new RefusedDestinationException("an address that is neither configured nor https");
            }
        } else if (!resolvesTo(target, address -> innerNetwork || PublicAddress.isPublic(address))) {
            throw new RefusedDestinationException("an address inside a private network that is not configured");
        }
    }

    private static boolean resolvesTo(URI target, Predicate<InetAddress> all) throws IOException {
        return Arrays.stream(InetAddress.getAllByName(target.getHost())).allMatch(all);
    }

    private static String origin(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        int port = address.getPort() >= 0 ? address.getPort() : HTTPS.equals(scheme) ? HTTPS_PORT : HTTP_PORT;
        return scheme + "://" + String.valueOf(address.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }
}
