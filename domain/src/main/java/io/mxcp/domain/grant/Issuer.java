package io.mxcp.domain.grant;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identifier of this authorization server (RFC 8414 §2): one text without trailing slash, the same to the byte in every
 * document, answer and token. It is never passed through a URL class, which might respell it.
 */
public final class Issuer {
    private static final String RESOURCE_PATH = "/mcp";
    private static final Pattern BASE_URL = Pattern.compile("(?i)(https?)://([^/?#]*)([^?#]*)");
    private static final Pattern HOST = Pattern.compile("[a-z0-9.-]+|\\[[0-9a-f:.]+]");
    private static final Pattern PORT = Pattern.compile("0*[1-9]\\d{0,4}");
    private static final Pattern DOT_SEGMENT = Pattern.compile("(?i)(^|/)\\.{1,2}(/|$)|%2e");
    private static final int HIGHEST_PORT = 65_535;

    private final String value;
    private final ResourceIndicator resource;

    /**
     * Checks the syntax.
     *
     * @throws IllegalArgumentException if it is not http or https with a host, or has a query, fragment, user info or trailing slash
     */
    public Issuer(String value) {
        URI uri = URI.create(value);
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("an issuer is an http or https URL with a host");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null || value.endsWith("/")) {
            throw new IllegalArgumentException("an issuer has no query, no fragment and no trailing slash");
        }
        this.value = value;
        this.resource = ResourceIndicator.parse(value + RESOURCE_PATH); // once: every bearer token is compared with it
    }

    /**
     * The identifier of the server that an operator says is reached there: scheme and host go to lower case, and the usual port of the
     * scheme and slashes at the end are left out, since clients leave them out, and compare.
     *
     * @throws IllegalArgumentException if it is no such URL; the message says what is wrong with it, without quoting it
     */
    public static Issuer ofBaseUrl(String text) {
        Matcher url = BASE_URL.matcher(text);
        if (text.contains("?") || text.contains("#")) {
            throw new IllegalArgumentException("must have no query and no fragment");
        } else if (!url.matches()) {
            throw new IllegalArgumentException(
                    "must be an http or https URL with a host, such as https://mcp.example.com");
        }
        String scheme = url.group(1).toLowerCase(Locale.ROOT);
        return new Issuer(
                scheme + "://" + authority(scheme, url.group(2).toLowerCase(Locale.ROOT)) + path(url.group(3)));
    }

    private static String authority(String scheme, String authority) {
        if (authority.contains("@")) {
            throw new IllegalArgumentException("must have no user name and no password");
        }
        int colon = authority.indexOf(':', Math.max(authority.indexOf(']'), 0));
        String host = colon < 0 ? authority : authority.substring(0, colon);
        if (host.isEmpty()) {
            throw new IllegalArgumentException("must have a host, as in https://mcp.example.com");
        } else if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "must have a host of letters a to z, digits, '-' and '.' only; an international name is written as xn--…");
        } else if (URI.create(scheme + "://" + host).getHost() == null) {
            throw new IllegalArgumentException("must have a host that is a name or an IP address");
        }
        return colon < 0 ? host : withPort(scheme, host, authority.substring(colon + 1));
    }

    private static String withPort(String scheme, String host, String port) {
        if (!PORT.matcher(port).matches() || Integer.parseInt(port) > HIGHEST_PORT) {
            throw new IllegalArgumentException("must have a port from 1 to 65535, or none");
        }
        return withoutUsualPort(scheme, host + ":" + Integer.parseInt(port));
    }

    private static String withoutUsualPort(String scheme, String authority) {
        String usual = scheme.equals("https") ? ":443" : ":80";
        return authority.endsWith(usual) ? authority.substring(0, authority.length() - usual.length()) : authority;
    }

    private static String path(String text) {
        String path = text.replaceFirst("/+$", "");
        if (path.contains("//")) {
            throw new IllegalArgumentException("must have no empty path segment ('//')");
        } else if (DOT_SEGMENT.matcher(path).find()) {
            throw new IllegalArgumentException("must have no '.', '..' or encoded dot in its path");
        }
        try {
            return URI.create("http://host" + path).getRawPath();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must have a path of characters that a URL may have; encode others");
        }
    }

    /** The text, to the byte. */
    public String value() {
        return value;
    }

    /** The URL of a path of ours, which begins with a slash. */
    public String url(String path) {
        return value + path;
    }

    /** The MCP endpoint: the protected resource that this server issues tokens for. */
    public ResourceIndicator resource() {
        return resource;
    }

    /** Whether it is reached over TLS, so that cookies may be confined to it. */
    public boolean isHttps() {
        return value.startsWith("https:");
    }

    /** Host and port as a person knows them: without the port that is usual. */
    public String displayHost() {
        return withoutUsualPort(isHttps() ? "https" : "http", URI.create(value).getRawAuthority());
    }

    /** Whether browsers name our own pages so (RFC 6454 §6.2), with or without the port that is usual. */
    public boolean isOrigin(String origin) {
        String scheme = isHttps() ? "https" : "http";
        String prefix = scheme + "://";
        return origin.regionMatches(true, 0, prefix, 0, prefix.length())
                && withoutUsualPort(scheme, origin.substring(prefix.length())).equalsIgnoreCase(displayHost());
    }

    /** The path component, empty for most. */
    public String path() {
        return URI.create(value).getRawPath();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Issuer that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
