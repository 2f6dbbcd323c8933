package io.mxcp.domain.grant;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a token is to be good (RFC 8707 §2), in one spelling: scheme and host in lower case, no default port, no trailing
 * slash. The path counts to the byte.
 */
public record ResourceIndicator(String value) {
    /**
     * Reads a {@code resource} parameter.
     *
     * @throws IllegalArgumentException if it is not an absolute URI with a host, or has a fragment or user info
     */
    public static ResourceIndicator parse(String text) {
        URI uri = uri(text);
        if (uri.getScheme() == null || uri.getHost() == null) {
            throw new IllegalArgumentException("a resource is an absolute URI with a host");
        }
        if (uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a resource has neither fragment nor user info");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new ResourceIndicator(scheme + "://" + authority(uri, scheme) + path(uri) + query);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("a resource must be a valid URI");
        }
    }

    private static String authority(URI uri, String scheme) {
        int defaultPort = scheme.equals("https") ? 443 : 80;
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return uri.getPort() < 0 || uri.getPort() == defaultPort ? host : host + ":" + uri.getPort();
    }

    private static String path(URI uri) {
        String path = uri.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    @Override
    public String toString() {
        return value;
    }
}
