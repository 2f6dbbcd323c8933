package io.mxcp.domain.grant;

import java.net.URI;

/**
 * The identifier of this authorization server (RFC 8414 §2): one text without trailing slash, the same to the byte in every
 * document, answer and token. It is never passed through a URL class, which might respell it.
 */
public final class Issuer {
    private static final String RESOURCE_PATH = "/mcp";

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

    /** Host and port as a person knows them. */
    public String displayHost() {
        return URI.create(value).getRawAuthority();
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
