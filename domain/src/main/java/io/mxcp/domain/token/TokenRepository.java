package io.mxcp.domain.token;

import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.secret.SecretHash;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps grants with their codes and tokens, by hash.
 *
 * <p>Safe for use by many threads and, where the store is shared, many processes. Each method is one atomic step, durable when
 * it returns: when many present the same code, one gets {@link Redemption.Redeemed}; when many rotate the same refresh token,
 * one gets {@link Rotation#ROTATED}. Methods that only look decide nothing.
 */
public interface TokenRepository {
    /** Keeps an issued code and its grant, which is not live before the code is redeemed. */
    void store(AuthorizationCode code);

    /** The code with this hash as it was stored, whether spent, expired or still good; only to prepare a redemption. */
    Optional<AuthorizationCode> look(SecretHash code);

    /**
     * Spends the code if it is this client's, unspent and not expired, and makes its grant live with its first tokens
     * (RFC 6749 §4.1.3). A spent code is remembered for as long as its grant.
     */
    Redemption redeem(SecretHash code, ClientId client, TokenPair first, Instant now);

    /** Spends the code without issuing anything, under the same conditions: its holder could not prove to have asked for it. */
    Redemption spend(SecretHash code, ClientId client, Instant now);

    /** The access token with this hash, if it is good now: not expired, its grant live and not over. */
    Optional<LiveAccessToken> findAccessToken(SecretHash accessToken, Instant now);

    /**
     * The client has shown an access token of the grant: if it is of the current pair, the replaced refresh token's holder is
     * known to have its successor ({@link TokenFamily#successorSeen()}). May become durable a little later than it returns.
     */
    void markSeen(GrantId grant, SecretHash accessToken);

    /** The refresh tokens of a grant that is live and not over, the current one not expired. */
    Optional<TokenFamily> findFamily(GrantId grant, Instant now);

    /**
     * Replaces the current refresh token, if it is still the one with this hash, and adds the pair's access token. Earlier access
     * tokens live on until their own expiry.
     *
     * @param next with a refresh token
     * @param replay the answer, sealed to the replaced token
     * @throws IllegalArgumentException if {@code next} has no refresh token
     */
    Rotation rotate(GrantId grant, SecretHash current, TokenPair next, Sealed replay, Instant now);

    /** Ends a grant with all its codes and tokens; one that is over already: no effect. */
    void revoke(GrantId grant);

    /**
     * Ends all grants of a person.
     *
     * @param owner hash of the identity, as in {@code Grant.owner()}
     * @return those that were live
     */
    Set<GrantId> revokeAll(SecretHash owner);

    /**
     * Replaces what the provider left with us, if the stored version is still the one before {@code next}.
     *
     * @return whether it was replaced
     */
    boolean replaceSession(GrantId grant, SealedSession next);

    /** What the provider left with us for a live grant, as it stands now. */
    Optional<SealedSession> findSession(GrantId grant, Instant now);

    /**
     * Takes the right to refresh a live grant at the provider, if nobody holds it at {@code now}; it ends by itself at {@code until}. One
     * that would end later than that was taken before the clock was set back, and counts as ended.
     */
    Optional<RefreshLease> leaseProviderRefresh(GrantId grant, Instant now, Instant until);

    /** Gives the right back, if it is still held by this lease. */
    void release(RefreshLease lease);

    /**
     * Removes what is over, at most so many rows in one step: expired codes never redeemed, expired access tokens, grants that
     * ended or cannot be used any more.
     *
     * @return how many rows were removed
     */
    int sweep(Instant now, int limit);
}
