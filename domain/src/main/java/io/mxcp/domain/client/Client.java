package io.mxcp.domain.client;

import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretHash;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program that asks for access on a person's behalf (RFC 6749 §2).
 *
 * @param id its name in the protocol
 * @param name its name for people: what it says of itself, never a verified fact
 * @param redirectUris where its answers may go, at least one
 * @param grantTypes how it may ask
 * @param scopes what it may ask for
 * @param authenticationMethod what it registered for; a client with a secret may use either way of showing it
 * @param secret the hash of its secret; absent: a public client
 * @param source who vouches for it
 * @param registeredAt when it became known
 */
public record Client(
        ClientId id,
        String name,
        List<RedirectUri> redirectUris,
        Set<GrantType> grantTypes,
        Scopes scopes,
        AuthenticationMethod authenticationMethod,
        Optional<SecretHash> secret,
        Source source,
        Instant registeredAt) {

    /** Who vouches for a client. */
    public enum Source {
        /** The operator, in the configuration. */
        CONFIGURED,
        /** Nobody: it registered itself (RFC 7591). */
        REGISTERED
    }

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if there is no redirect URI, or secret and authentication method contradict each other
     */
    public Client {
        redirectUris = List.copyOf(redirectUris);
        grantTypes = grantTypes.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(grantTypes));
        if (redirectUris.isEmpty()) {
            throw new IllegalArgumentException("a client needs at least one redirect URI");
        }
        if (secret.isPresent() == (authenticationMethod == AuthenticationMethod.NONE)) {
            throw new IllegalArgumentException("a client has a secret exactly if it authenticates");
        }
    }

    /** Whether it must prove who it is. */
    public boolean isConfidential() {
        return secret.isPresent();
    }

    /** Whether it may ask in this way. */
    public boolean mayUse(GrantType type) {
        return grantTypes.contains(type);
    }

    /**
     * Whether what was presented proves that it is this client: the right secret of a confidential one; nothing, or
     * anything, of a public one, which has nothing to prove (RFC 6749 §2.3).
     */
    public boolean isProvedBy(Optional<Secret> presented) {
        return secret.isEmpty()
                || presented.filter(given -> secret.get().matches(given)).isPresent();
    }

    /** Whether an answer may go to this URI. */
    public boolean mayReceiveAt(RedirectUri asked) {
        return redirectUris.stream().anyMatch(registered -> registered.covers(asked));
    }

    /** Where the answer goes if the request does not say: the one registered URI (RFC 6749 §3.1.2.3). */
    public Optional<RedirectUri> onlyRedirectUri() {
        return redirectUris.size() == 1 ? Optional.of(redirectUris.get(0)) : Optional.empty();
    }

    /** Whether all its addresses are on the person's own machine, where any program may pose as it. */
    public boolean isLoopbackOnly() {
        return redirectUris.stream().allMatch(RedirectUri::isLoopback);
    }
}
