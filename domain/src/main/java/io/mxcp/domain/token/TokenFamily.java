package io.mxcp.domain.token;

import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.secret.SecretHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The refresh tokens of one grant: the one that is good, and the one it replaced.
 *
 * @param current the one that the next refresh must present
 * @param previous the one that the last rotation replaced; absent before the first
 * @param successorSeen whether the client has shown a token of the current pair, so that it must have received it
 */
public record TokenFamily(
        Grant grant, RefreshToken current, Optional<Previous> previous, boolean successorSeen, SealedSession session) {
    /**
     * A replaced refresh token.
     *
     * @param hash of it
     * @param rotatedAt when it was replaced
     * @param replay the answer that replaced it, sealed to it
     */
    public record Previous(SecretHash hash, Instant rotatedAt, Sealed replay) {}

    /** What presenting a refresh token of this family means. */
    public enum Standing {
        /** It is the one to rotate. */
        CURRENT,
        /** It was replaced, but its holder may not have the answer: give the same again. */
        REPLAY,
        /** It was replaced and its successor arrived: somebody has a copy. */
        REUSE
    }

    /**
     * Judges a genuine refresh token of this family (rotation rules 2 to 4): clients that share a token and refresh within
     * the window, or lost an answer, get the same successor; anything older is a copy (RFC 9700 §4.14.2).
     */
    public Standing judge(SecretHash presented, Instant now, Duration replayWindow) {
        if (current.hash().equals(presented)) {
            return Standing.CURRENT;
        }
        return previous.filter(old -> old.hash().equals(presented))
                        .filter(old ->
                                !successorSeen || !now.isAfter(old.rotatedAt().plus(replayWindow)))
                        .isPresent()
                ? Standing.REPLAY
                : Standing.REUSE;
    }
}
