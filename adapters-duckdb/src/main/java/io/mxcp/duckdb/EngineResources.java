package io.mxcp.duckdb;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the engine itself may use, all contexts together.
 *
 * @param threads 1 to 256
 * @param memoryBytes at least 64 MiB; list and string functions do not obey it
 * @param temporaryFolder where large sorts and joins may spill to; absent: nowhere
 * @param temporaryBytes how much of it they may use
 * @param maxStatementTime of any statement, whatever limit its context has; at least 1 ms
 */
public record EngineResources(
        int threads, long memoryBytes, Optional<Path> temporaryFolder, long temporaryBytes, Duration maxStatementTime) {
    static final int MOST_THREADS = 256;
    private static final long LEAST_MEMORY = 64L * 1024 * 1024;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException naming what is out of bounds
     */
    public EngineResources {
        DuckDbSettings.require(threads >= 1 && threads <= MOST_THREADS, "threads must be from 1 to " + MOST_THREADS);
        DuckDbSettings.require(memoryBytes >= LEAST_MEMORY, "memory must be at least 64 MiB");
        DuckDbSettings.require(temporaryBytes >= 0, "temporary bytes must not be negative");
        DuckDbSettings.require(maxStatementTime.toMillis() >= 1, "a statement must be allowed at least 1 ms");
    }

    EngineResources with(int newThreads, long newMemoryBytes) {
        return new EngineResources(newThreads, newMemoryBytes, temporaryFolder, temporaryBytes, maxStatementTime);
    }
}
