package io.mxcp.duckdb;

import java.time.Duration;

/**
 * How many may ask at once.
 *
 * @param most contexts open at once, at least 1
 * @param maxWait for a free place when so many are open
 */
public record ContextLimits(int most, Duration maxWait) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException naming what is out of bounds
     */
    public ContextLimits {
        DuckDbSettings.require(most >= 1, "at least one context must be allowed");
        DuckDbSettings.require(!maxWait.isNegative(), "the wait must not be negative");
    }
}
