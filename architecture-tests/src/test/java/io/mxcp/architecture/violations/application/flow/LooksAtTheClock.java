package io.mxcp.architecture.violations.application.flow;

import java.time.Clock;
import java.time.Instant;

/** Takes its own time. */
public final class LooksAtTheClock {
    /** When. */
    public boolean isLate(long millis) {
        return System.currentTimeMillis() > millis
                || Instant.now().isAfter(Clock.systemUTC().instant());
    }
}
