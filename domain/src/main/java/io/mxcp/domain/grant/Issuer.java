package io.mxcp.domain.grant;

import java.net.URI;

/**
 * The identifier of this authorization server (RFC 8414 §2): one text without trailing slash, the same to the byte in every
 * document, answer and token. It is never passed through a URL class, which might respell it.
 */
public record Issuer(String value) {
    private static final String RESOURCE_PATH = "/mcp";

    /**
     * Checks the syntax.
     *
     * @throws IllegalArgumentException if it is not http or https with a host, or has a query, fragment, user info or trailing slash
     */
    public Issuer {
        URI uri = URI.create(value);
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("an issuer is an http or https URL with a host");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null || value.endsWith("/")) {
            throw new IllegalArgumentException("an issuer has no query, no fragment and no trailing slash");
        }
    }

    /** The URL of a path of ours, which begins with a slash. */
    public String url(String path) {
        return value + path;
    }

    /** The MCP endpoint: the protected resource that this server issues tokens for. */
    public ResourceIndicator resource() {
        return ResourceIndicator.parse(url(RESOURCE_PATH));
    }

    /** Whether it is reached over TLS, so that cookies may be confined to it. */
    public boolean isHttps() {
        return value.startsWith("https:");
    }

    /** Host and port as a person knows them. */
    public String displayHost() {
        return URI.create(value).getRawAuthority();
    }

    /** The path component, empty for most. */
    public String path() {
        return URI.create(value).getRawPath();
    }

    @Override
    public String toString() {
        return value;
    }
}
