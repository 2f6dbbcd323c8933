package io.mxcp.domain.token;

import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.grant.Handover;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.grant.Sibling;
import io.mxcp.domain.grant.Upstream;
import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.secret.SecretHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    /**
     * More than the clocks of two callers may differ: of two servers, or of two threads of which one read the clock and was held up
     * before its step.
     */
    Duration CLOCK_SLACK = Duration.ofSeconds(10);

    /** Keeps an issued code and its grant, which is not live before the code is redeemed. */
    default void store(AuthorizationCode code) {
        store(code, Map.of());
    }

    /**
     * Keeps an issued code, and in the same step hands what came with the sign-in to other grants of the person. A hand-over has no
     * effect on a grant that is over, has no key, or has a session or hand-over of the same turn or a later one.
     */
    void store(AuthorizationCode code, Map<GrantId, Handover> handovers);

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

    /** Replaces what the provider left with us, as {@link #replaceSession(GrantId, SealedSession, Map)}, and hands it to nobody. */
    default boolean replaceSession(GrantId grant, SealedSession next) {
        return replaceSession(grant, next, Map.of());
    }

    /**
     * Replaces what the provider left with us, if the stored version is still the one before {@code next} and not of a later turn; a
     * hand-over that waits for the grant is gone then, unless it is of a later turn.
     *
     * <p>In the same step the hand-overs are kept for other grants of the person, under the conditions of {@link #store}; also where
     * nothing was replaced: if this grant was ended meanwhile, the others need the new tokens all the same.
     *
     * @return whether it was replaced
     */
    boolean replaceSession(GrantId grant, SealedSession next, Map<GrantId, Handover> handovers);

    /** What waits for a live grant and is of a later turn than its session. */
    Optional<ReceivedHandover> findHandover(GrantId grant, Instant now);

    /** The person's other grants that something can be handed to: live, or with a code that can still be redeemed. */
    List<Sibling> findSiblings(Grant of, Instant now);

    /** What the provider left with us for a live grant, as it stands now. */
    Optional<SealedSession> findSession(GrantId grant, Instant now);

    /**
     * Takes the right to refresh a live grant at the provider, if nobody holds it at {@code now}; it ends by itself at {@code until}.
     * A held one that would end later than that by more than {@link #CLOCK_SLACK} was taken before the clock was set back, and counts as
     * ended; one that ends later by less was taken a moment ago, by a caller whose clock is ahead of this one's or was read after it. So,
     * where all take it for equally long, a held one is over after that time and the slack at the latest, on any caller's clock.
     */
    Optional<RefreshLease> leaseProviderRefresh(GrantId grant, Instant now, Instant until);

    /** Gives the right back, if it is still held by this lease. */
    void release(RefreshLease lease);

    /**
     * Takes the right to change what a person's grants share, under the conditions of {@link #leaseProviderRefresh}, and draws the next
     * turn: at least two more than the last one and at least the milliseconds of {@code now}. So turns grow even where nothing of the
     * person was left to count on.
     */
    Optional<UpstreamLease> leaseUpstream(Upstream upstream, Instant now, Instant until);

    /** Gives the right back, if it is still held by this lease. */
    void release(UpstreamLease lease);

    /**
     * Removes what is over, at most so many rows in one step: expired codes never redeemed, expired access tokens, grants that
     * ended or cannot be used any more, counters of persons whose last turn is a day old.
     *
     * @return how many rows were removed
     */
    int sweep(Instant now, int limit);
}
