package io.mxcp.domain.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;

/**
 * A text that must not be seen: a token, code, verifier, state or password.
 *
 * <p>Prints {@code Secret[redacted]}, compares in time that does not depend on the content, and gives its text only
 * through {@link #reveal()}. Immutable, safe for use by many threads.
 */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = requireNonNull(value, "value");
    }

    /**
     * Wraps a text.
     *
     * @throws IllegalArgumentException if the text is empty, since an empty secret protects nothing
     */
    public static Secret of(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
        return new Secret(value);
    }

    /** The text itself, for the wire or a hash; call it as late as possible. */
    public String reveal() {
        return value;
    }

    /** Number of UTF-16 code units; tells nothing else of the content. */
    public int length() {
        return value.length();
    }

    byte[] utf8() {
        return value.getBytes(UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(utf8(), that.utf8());
    }

    @Override
    public int hashCode() {
        return SecretHash.of(this).hashCode();
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
