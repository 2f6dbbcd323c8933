package io.mxcp.domain.client;

import java.time.Duration;

/**
 * How much room self-registered clients get that nobody has approved (T37).
 *
 * @param maxUnused how many of them are kept
 * @param protectedFor how long one is safe from making room for another
 * @param forgottenAfter how long one is kept at most
 */
public record RegistrationLimits(int maxUnused, Duration protectedFor, Duration forgottenAfter) {
    /** 100,000, 15 minutes and 7 days. */
    public static final RegistrationLimits DEFAULT =
            new RegistrationLimits(100_000, Duration.ofMinutes(15), Duration.ofDays(7));
}
