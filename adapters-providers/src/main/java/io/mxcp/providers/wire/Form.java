package io.mxcp.providers.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.mxcp.domain.secret.Secret;
import java.net.URLEncoder;

/** Parameters in form encoding (RFC 6749 appendix B), for a query or a body. */
public final class Form {
    private final StringBuilder text = new StringBuilder();

    /** Adds a parameter. */
    public Form add(String name, String value) {
        if (text.length() > 0) {
            text.append('&');
        }
        text.append(encode(name)).append('=').append(encode(value));
        return this;
    }

    /** Adds a parameter that is not to be shown. */
    public Form add(String name, Secret value) {
        return add(name, value.reveal());
    }

    /** The wire form of a body. */
    public byte[] toBytes() {
        return text.toString().getBytes(US_ASCII);
    }

    /** The wire form; may hold secrets, hence not {@code toString}. */
    public String encoded() {
        return text.toString();
    }

    /** One value in form encoding. */
    public static String encode(String value) {
        return URLEncoder.encode(value, UTF_8);
    }
}
