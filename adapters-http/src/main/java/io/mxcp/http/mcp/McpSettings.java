package io.mxcp.http.mcp;

import java.time.Duration;

/**
 * How the endpoint behaves under load.
 *
 * @param concurrentCalls how many tools may run at once: no more than the engine has contexts, and well below the container's threads,
 *     so that sign-in and metadata keep some
 * @param callsOfOnePerson how many of these one person may have
 * @param waitingCalls how many more may wait for their turn, without holding a thread, a quarter of them of one person; beyond them
 *     clients are told to come back
 * @param pulse how often the client of a running call is looked after: one that has gone is noticed within two or three of these
 */
public record McpSettings(int concurrentCalls, int callsOfOnePerson, int waitingCalls, Duration pulse) {
    /** For an engine of 32 contexts. */
    public static final McpSettings DEFAULT = new McpSettings(32, 8, 256, Duration.ofSeconds(1));

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if no call could ever run
     */
    public McpSettings {
        if (concurrentCalls < 1 || callsOfOnePerson < 1 || waitingCalls < 0 || pulse.isNegative() || pulse.isZero()) {
            throw new IllegalArgumentException("at least one call must be able to run, and the pulse be positive");
        }
    }
}
