package io.mxcp.providers.egress;

import java.time.Duration;

/**
 * How long a call that leaves this server may take.
 *
 * @param connect until the connection stands
 * @param read until the answer begins
 * @param total from the first byte sent to the last one read, repetitions included
 */
public record EgressLimits(Duration connect, Duration read, Duration total) {
    /** What holds outside tests: 3 s, 10 s, 15 s. */
    public static final EgressLimits STANDARD =
            new EgressLimits(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(15));
}
