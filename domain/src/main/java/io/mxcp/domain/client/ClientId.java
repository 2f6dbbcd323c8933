package io.mxcp.domain.client;

import java.util.regex.Pattern;

/** The name of a client (RFC 6749 §2.2, appendix A.1): printable ASCII, at most 512 characters; no secret. */
public record ClientId(String value) {
    private static final Pattern SYNTAX = Pattern.compile("[\\x20-\\x7E]{1,512}");

    /**
     * Checks the syntax.
     *
     * @throws IllegalArgumentException if the text is no client identifier
     */
    public ClientId {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("not a client identifier: printable ASCII, 1 to 512 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
