package io.mxcp.domain.provider;

import io.mxcp.domain.secret.Secret;
import java.net.URI;
import java.util.Set;

/**
 * Our way to one upstream identity provider: one method a step of RFC 6749 §4.1 and §6, seen from the client's side.
 *
 * <p>Stateless, save for caches of public documents; safe for use by many threads. Every call that leaves this server ends
 * within 15 seconds and follows no redirect. No method ever puts a code, token, verifier, secret or raw answer into a
 * message.
 *
 * <p>Whoever had it made closes it, once nobody calls it any more.
 */
public interface ProviderGateway extends AutoCloseable {
    /** Which provider this is: part of the callback path, and what {@code get_user_provider()} tells. */
    ProviderId id();

    /** The scopes that the provider is asked for, for the consent page. From our configuration only. */
    Set<String> requestedScopes();

    /**
     * Where to send the person (RFC 6749 §4.1.1): with our client ID, callback, state, configured scopes, and the S256
     * challenge of the verifier where the provider supports PKCE.
     *
     * @throws ProviderException if the provider's published metadata is needed and cannot be had
     */
    URI authorizationUri(SignInRequest request) throws ProviderException;

    /**
     * Reads what the provider sent back with the person (RFC 6749 §4.1.2, RFC 9207): known parameters once at most,
     * {@code iss} as expected.
     *
     * @return the code to exchange
     * @throws ProviderException if the person said no, the provider refused, or the answer is not to be trusted
     */
    Secret readCallback(CallbackParameters answer) throws ProviderException;

    /**
     * Redeems the provider's code (RFC 6749 §4.1.3), exactly once: a failure after the request went out is never repeated.
     * An ID token in the answer is checked in full, nonce included.
     *
     * @param request the one that led to this code
     * @throws ProviderException if the provider refuses the code, cannot be reached, or answers with something that is not a
     *     token response
     */
    ProviderTokens exchange(Secret code, SignInRequest request) throws ProviderException;

    /**
     * Gets new tokens by the refresh token (RFC 6749 §6). What the answer leaves out is kept from before.
     *
     * @throws ProviderException {@link ProviderException.Failure#GRANT_REFUSED} only if the grant is dead for good
     */
    ProviderTokens refresh(ProviderTokens current) throws ProviderException;

    /**
     * Reads the person's profile with these tokens. The subject is the one of the ID token where there was one.
     *
     * @throws ProviderException if the provider refuses, cannot be reached, or tells no subject; with
     *     {@link ProviderException.Failure#TOKEN_REFUSED} if it no longer takes the access token, and with nothing else then (RFC 6750
     *     §3.1, {@code invalid_token})
     */
    UserProfile profile(ProviderTokens tokens) throws ProviderException;

    /**
     * Ends the grant at the provider, where it has a way to (RFC 7009).
     *
     * @throws ProviderException if it has a way and that failed
     */
    Revocation revoke(ProviderTokens tokens) throws ProviderException;

    /**
     * Host names of the provider's own interfaces, where SQL may send this person's token ({@code api.github.com};
     * {@code *.googleapis.com} stands for all below). None unless the provider says so.
     */
    default Set<String> dataHosts(ProviderSession session) {
        return Set.of();
    }

    /**
     * Whether the provider keeps one grant for each person and program, or few, so that a later sign-in voids earlier tokens: then all
     * grants of a person here share its newest tokens.
     */
    default boolean limitsTokens() {
        return false;
    }

    /**
     * Ends what it keeps open to the provider, threads and connections; fails never. A later call may open them again. Nothing to do
     * unless the provider says so.
     */
    @Override
    default void close() {}

    /** What came of ending a grant at the provider. */
    enum Revocation {
        /** The provider ended it. */
        REVOKED,
        /** It was over already. */
        ALREADY_DEAD,
        /** The provider has no way to do so. */
        NOT_SUPPORTED
    }
}
