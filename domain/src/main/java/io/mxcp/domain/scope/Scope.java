package io.mxcp.domain.scope;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** One scope token (RFC 6749 §3.3): printable ASCII without space, double quote or backslash. */
public record Scope(String value) implements Comparable<Scope> {
    // first: the scopes below are checked against it
    private static final Pattern SCOPE_TOKEN = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    /** What every client may ask for unless its registration says otherwise. */
    public static final Scope ACCESS = new Scope("mxcp:access");

    /** Asks for a refresh token (OpenID Connect Core §11); here the grant type decides, so it is accepted and ignored. */
    public static final Scope OFFLINE_ACCESS = new Scope("offline_access");

    /**
     * Checks the syntax.
     *
     * @throws IllegalArgumentException if the text is no scope token
     */
    public Scope {
        requireNonNull(value, "value");
        if (!SCOPE_TOKEN.matcher(value).matches()) {
            throw new IllegalArgumentException("not a scope token");
        }
    }

    @Override
    public int compareTo(Scope other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
