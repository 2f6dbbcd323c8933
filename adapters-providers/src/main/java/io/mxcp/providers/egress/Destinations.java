package io.mxcp.providers.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a provider's calls may go: to the addresses that the operator configured, as they stand, and to public https
 * addresses that the provider names (T40, T41).
 */
public final class Destinations {
    private static final String HTTPS = "https";
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final Set<String> configured;

    private Destinations(Set<String> configured) {
        this.configured = configured;
    }

    /** Trusts scheme, host and port of these addresses, and no other inner one. */
    public static Destinations configured(Collection<URI> addresses) {
        return new Destinations(addresses.stream().map(Destinations::origin).collect(Collectors.toUnmodifiableSet()));
    }

    void check(URI target) throws IOException {
        if (target.getHost() == null || target.getRawUserInfo() != null) {
            throw new RefusedDestinationException("an address without host, or with a password in it");
        }
        if (!configured.contains(origin(target))) {
            checkForeign(target);
        }
    }

    private static void checkForeign(URI target) throws IOException {
        if (!HTTPS.equalsIgnoreCase(target.getScheme())) {
            throw new RefusedDestinationException("an address that is neither configured nor https");
        }
        InetAddress[] addresses = InetAddress.getAllByName(target.getHost());
        if (!Arrays.stream(addresses).allMatch(PublicAddress::isPublic)) {
            throw new RefusedDestinationException("an address inside a private network that is not configured");
        }
    }

    private static String origin(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        int port = address.getPort() >= 0 ? address.getPort() : HTTPS.equals(scheme) ? HTTPS_PORT : HTTP_PORT;
        return scheme + "://" + String.valueOf(address.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }
}
