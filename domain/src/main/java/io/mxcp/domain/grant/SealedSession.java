package io.mxcp.domain.grant;

import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.secret.SecretGenerator;
import java.util.Optional;

/**
 * The provider's tokens and profile of one grant, sealed under the grant's data key.
 *
 * <p>Version and turn answer two questions. The version: has somebody replaced this grant's session since I read it? The turn: of two
 * sessions of one <em>person</em>, in whichever of their grants, which did the provider give later? Turns are drawn from one counter
 * for each person in the store ({@code TokenRepository.leaseUpstream}), before a refresh and after a sign-in, while nobody else may do
 * either; a clock of one of several processes decides nothing. Whatever comes late with an earlier turn has no effect.
 *
 * @param version counts the replacements; it is part of what the seal covers, so that content and version belong together
 * @param turn when in the person's order the tokens came; 0 where the person's grants share nothing. Part of what the seal covers
 */
public record SealedSession(long version, long turn, Sealed content) {
    /** One that is not shared. */
    public SealedSession(long version, Sealed content) {
        this(version, 0, content);
    }

    /** The first version for a new grant. */
    public static SealedSession first(ProviderSession session, Grant grant, DataKey key, SecretGenerator generator) {
        return first(session, 0, grant, key, generator);
    }

    /** The first version for a new grant, with tokens of this turn. */
    public static SealedSession first(
            ProviderSession session, long turn, Grant grant, DataKey key, SecretGenerator generator) {
        return seal(1, turn, session, grant, key, generator);
    }

    /** The version that follows this one, of the same turn. */
    public SealedSession next(ProviderSession session, Grant grant, DataKey key, SecretGenerator generator) {
        return next(session, turn, grant, key, generator);
    }

    /** The version that follows this one, with tokens of this turn. */
    public SealedSession next(
            ProviderSession session, long newTurn, Grant grant, DataKey key, SecretGenerator generator) {
        return seal(version + 1, newTurn, session, grant, key, generator);
    }

    /** Opens it; nothing if the key is not the grant's, the content was altered, or a newer version of the program wrote it. */
    public Optional<ProviderSession> open(Grant grant, DataKey key) {
        return key.open(content, context(version, turn, grant)).flatMap(ProviderSession::ofBytes);
    }

    private static SealedSession seal(
            long version, long turn, ProviderSession session, Grant grant, DataKey key, SecretGenerator generator) {
        return new SealedSession(version, turn, key.seal(session.toBytes(), context(version, turn, grant), generator));
    }

    /** Without a turn as it always was, so that stored ones open. */
    private static String context(long version, long turn, Grant grant) {
        return grant.sealingContext() + " session " + version + (turn == 0 ? "" : " turn " + turn);
    }
}
