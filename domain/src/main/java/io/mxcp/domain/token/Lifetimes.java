package io.mxcp.domain.token;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long each of ours lives; the provider's tokens have their own times and are never mixed with these.
 *
 * @param consentPage how long a person may look at our page
 * @param state from the redirect to the provider until its answer
 * @param code from its issue until it is redeemed
 * @param accessToken of an access token
 * @param refreshToken of a refresh token that is not used: each use starts it anew
 * @param grant of the whole family, however often it is refreshed
 * @param replayWindow how long after its rotation a refresh token still gets the same successor, 0 to 600 s
 */
public record Lifetimes(
        Duration consentPage,
        Duration state,
        Duration code,
        Duration accessToken,
        Duration refreshToken,
        Duration grant,
        Duration replayWindow) {
    private static final Duration LONGEST_WINDOW = Duration.ofMinutes(10);

    /** 10 min, 300 s, 300 s, 3600 s, 30 d, 90 d, 60 s. */
    public static final Lifetimes DEFAULT = new Lifetimes(
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofHours(1),
            Duration.ofDays(30),
            Duration.ofDays(90),
            Duration.ofMinutes(1));

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if one is not positive, a token outlives what it comes of, or the replay window is not
     *     within 0 to 600 s
     */
    public Lifetimes {
        for (Duration life : List.of(consentPage, state, code, accessToken, refreshToken, grant)) {
            if (life.isNegative() || life.isZero()) {
                throw new IllegalArgumentException("every lifetime must be positive");
            }
        }
        if (accessToken.compareTo(refreshToken) > 0 || refreshToken.compareTo(grant) > 0) {
            throw new IllegalArgumentException(
                    "an access token must not outlive a refresh token, nor that the whole grant");
        }
        if (replayWindow.isNegative() || replayWindow.compareTo(LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException("the replay window must be 0 to 600 seconds");
        }
    }

    /** Whether something of this life ends so late that the clock must have been set back since it was made (threat T60). */
    public boolean isFromTheFuture(Instant expiresAt, Duration life, Instant now) {
        return expiresAt.isAfter(now.plus(life.multipliedBy(2)));
    }
}
