package io.mxcp.duckdb;

/**
 * What is let through of one result.
 *
 * @param maxRows at least 1
 * @param maxBytes as counted by its values; at least 1
 */
public record ResultLimits(int maxRows, long maxBytes) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if they let nothing through
     */
    public ResultLimits {
        DuckDbSettings.require(maxRows >= 1 && maxBytes >= 1, "a result must be allowed at least one row and one byte");
    }
}
