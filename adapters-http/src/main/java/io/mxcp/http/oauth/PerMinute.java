package io.mxcp.http.oauth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets so many pass in each minute. Safe for use by many threads. */
final class PerMinute {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int most;
    private final InstantSource clock;
    private Instant since = Instant.EPOCH;
    private int taken;

    PerMinute(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Whether one more may pass. */
    synchronized boolean take() {
        Instant now = clock.instant();
        if (now.isBefore(since) || now.isAfter(since.plus(MINUTE))) { // a clock that was set back must not silence it
            since = now;
            taken = 0;
        }
        return taken++ < most;
    }
}
