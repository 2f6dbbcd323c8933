package io.mxcp.duckdb;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host that SQL may read from, or all hosts below a name.
 *
 * @param scheme https, or http where that was written
 * @param host in lower case, without the asterisk; an address of six parts in brackets
 * @param below whether the names below are meant, and not the name itself
 * @param port the scheme's own unless written
 */
record WebHost(String scheme, String host, boolean below, int port) {
    private static final Pattern FORM =
            Pattern.compile("(?:(https?)://)?(\\*\\.)?([a-z0-9_.-]+|\\[[0-9a-f:.]+])(?::(\\d{1,5}))?/?");
    private static final String HTTPS = "https";

    /** @throws IllegalArgumentException if this is no host */
    static WebHost of(String text) {
        return find(text)
                .orElseThrow(() -> new IllegalArgumentException("not a host: '" + text
                        + "' (write api.example.com, *.example.com for all below, or api.example.com:8443)"));
    }

    /** Empty if this is no host. */
    static Optional<WebHost> find(String text) {
        Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            return Optional.empty();
        }
        String scheme = form.group(1) == null ? HTTPS : form.group(1);
        int port = form.group(4) == null ? ownPort(scheme) : Integer.parseInt(form.group(4));
        return Optional.of(new WebHost(scheme, form.group(3), form.group(2) != null, port));
    }

    private static int ownPort(String scheme) {
        return scheme.equals(HTTPS) ? 443 : 80;
    }

    /** Whether this address, which has a scheme and a host, is there. */
    boolean holds(URI address) {
        String itsScheme = address.getScheme().toLowerCase(Locale.ROOT);
        String itsHost = address.getHost().toLowerCase(Locale.ROOT);
        int itsPort = address.getPort() < 0 ? ownPort(itsScheme) : address.getPort();
        return itsScheme.equals(scheme)
                && itsPort == port
                && (below ? itsHost.endsWith("." + host) : itsHost.equals(host));
    }
}
