package io.mxcp.providers.oauth2;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Reads an address out of a setting. */
public final class WebAddress {
    private WebAddress() {}

    /** Scheme, host and port of an address. */
    public static URI origin(URI address) {
        return URI.create(address.getScheme() + "://" + address.getRawAuthority());
    }

    /** How the rules for SQL name the place of an address: the host alone, unless scheme or port are not the usual ones. */
    public static String dataHost(URI address) {
        boolean usual =
                "https".equalsIgnoreCase(address.getScheme()) && (address.getPort() < 0 || address.getPort() == 443);
        return (usual ? address.getHost() : origin(address).toString()).toLowerCase(Locale.ROOT);
    }

    /**
     * An http or https address without password, query and fragment; slashes at its end are dropped.
     *
     * @throws IllegalArgumentException if the text is anything else; the message names the key
     */
    public static URI of(String key, String text) {
        try {
            URI address = new URI(text.replaceFirst("/+$", ""));
            boolean web = "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
            boolean plain = address.getRawQuery() == null
                    && address.getRawFragment() == null
                    && address.getRawUserInfo() == null;
            if (web && plain && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(key + " is no address such as https://sso.example", malformed);
        }
        throw new IllegalArgumentException(key + " is no address such as https://sso.example");
    }
}
