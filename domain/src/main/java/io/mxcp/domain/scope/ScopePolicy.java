package io.mxcp.domain.scope;

import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;

/**
 * What scopes there are to be had here, and which of them a token needs.
 *
 * @param required what every token must carry at the protected resource; empty: being signed in is enough
 * @param offered what a client may register for: the required ones, {@code mxcp:access}, and whatever the configuration
 *     gives to some client
 */
public record ScopePolicy(Scopes required, Scopes offered) {
    private static final Scopes IGNORED = Scopes.of(Scope.OFFLINE_ACCESS);

    /** The required scopes and {@code mxcp:access} are always on offer, or nobody could get in. */
    public ScopePolicy {
        offered = required.union(Scopes.of(Scope.ACCESS)).union(offered);
    }

    /** Only these are required, nothing else is on offer. */
    public static ScopePolicy requiring(Scopes required) {
        return new ScopePolicy(required, Scopes.NONE);
    }

    /** What a client that names no scope is registered for: all that it needs to get in. */
    public Scopes defaults() {
        return required.union(Scopes.of(Scope.ACCESS));
    }

    /** What the challenge of the protected resource tells a client to ask for: never nothing. */
    public Scopes challenge() {
        return required.isEmpty() ? Scopes.of(Scope.ACCESS) : required;
    }

    /**
     * What a client that registers itself gets of the scopes it names (RFC 7591 §2): those on offer and all that are
     * required, or nobody could get in by it; the defaults where none is on offer. The answer tells it which.
     */
    public Scopes register(Scopes asked) {
        Scopes known = asked.intersect(offered);
        return known.isEmpty() ? defaults() : known.union(required);
    }

    /**
     * What an authorization request gets: of what it asks, that which its client is registered for; everything the client
     * is registered for where it asks nothing (RFC 6749 §3.3).
     *
     * @throws OAuthException {@code invalid_scope} if nothing is left of what it asks, and scopes are required here
     */
    public Scopes grant(Scopes asked, Scopes registered) {
        Scopes wanted = asked.minus(IGNORED);
        if (wanted.isEmpty()) {
            return registered;
        }
        Scopes granted = wanted.intersect(registered);
        if (granted.isEmpty() && !required.isEmpty()) {
            throw new OAuthException(
                    ErrorCode.INVALID_SCOPE,
                    "the client is registered for none of these scopes; it may ask for: " + registered);
        }
        return granted;
    }

    /**
     * What a refresh gets: what it asks, which must lie within the grant; all of the grant where it asks nothing
     * (RFC 6749 §6).
     *
     * @throws OAuthException {@code invalid_scope} if it asks for more than was granted
     */
    public Scopes narrow(Scopes asked, Scopes granted) {
        Scopes wanted = asked.minus(IGNORED);
        if (wanted.isEmpty()) {
            return granted;
        }
        if (!granted.containsAll(wanted)) {
            throw new OAuthException(ErrorCode.INVALID_SCOPE, "a refresh cannot widen the grant; it holds: " + granted);
        }
        return wanted;
    }

    /** The required scopes that a token with these lacks; empty if it may pass. */
    public Scopes missing(Scopes held) {
        return required.minus(held);
    }
}
