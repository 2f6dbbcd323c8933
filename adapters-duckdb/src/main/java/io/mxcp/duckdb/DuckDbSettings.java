package io.mxcp.duckdb;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the engine is opened, and what it lets through.
 *
 * @param database the file; absent: in memory
 * @param readOnly whether the file is opened without the right to change it
 * @param threads of the engine, 1 to 256; all contexts share them
 * @param memoryBytes for all contexts together, at least 64 MiB; list and string functions do not obey it
 * @param temporaryFolder where large sorts and joins may spill to; absent: nowhere
 * @param temporaryBytes how much of it they may use
 * @param maxRows of one result
 * @param maxResultBytes of one result, as counted by its values
 * @param maxContexts open at once
 * @param maxWait for a free place when so many are open
 * @param maxStatementTime of any statement, whatever limit its context has; at least 1 ms
 * @param rawExternalToken whether SQL written by a caller gets the provider token itself instead of a handle
 */
public record DuckDbSettings(
        Optional<Path> database,
        boolean readOnly,
        int threads,
        long memoryBytes,
        Optional<Path> temporaryFolder,
        long temporaryBytes,
        int maxRows,
        long maxResultBytes,
        int maxContexts,
        Duration maxWait,
        Duration maxStatementTime,
        boolean rawExternalToken) {
    private static final long MEBIBYTE = 1024L * 1024;
    private static final long LEAST_MEMORY = 64 * MEBIBYTE;
    private static final int MOST_THREADS = 256;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException naming the setting that is out of bounds
     */
    public DuckDbSettings {
        require(threads >= 1 && threads <= MOST_THREADS, "threads must be from 1 to " + MOST_THREADS);
        require(memoryBytes >= LEAST_MEMORY, "memory must be at least 64 MiB");
        require(temporaryBytes >= 0, "temporary bytes must not be negative");
        require(maxRows >= 1 && maxResultBytes >= 1, "a result must be allowed at least one row and one byte");
        require(maxContexts >= 1, "at least one context must be allowed");
        require(!maxWait.isNegative(), "the wait must not be negative");
        require(maxStatementTime.toMillis() >= 1, "a statement must be allowed at least 1 ms");
        require(!readOnly || database.isPresent(), "a database in memory cannot be read-only");
    }

    /** A database in memory with the limits of {@link #file}. */
    public static DuckDbSettings inMemory() {
        return defaults(Optional.empty(), Optional.empty());
    }

    /** This file, written to and spilling beside it; 1 GiB of memory, 100,000 rows and 10 MB a result, 32 contexts. */
    public static DuckDbSettings file(Path database) {
        Path spill = database.resolveSibling(database.getFileName() + ".tmp");
        return defaults(Optional.of(database), Optional.of(spill));
    }

    private static DuckDbSettings defaults(Optional<Path> database, Optional<Path> spill) {
        return new DuckDbSettings(
                database,
                false,
                Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS),
                1024 * MEBIBYTE,
                spill,
                4096 * MEBIBYTE,
                100_000,
                10_000_000,
                32,
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                false);
    }

    /** With or without the right to change the file. */
    public DuckDbSettings withReadOnly(boolean value) {
        return new DuckDbSettings(
                database,
                value,
                threads,
                memoryBytes,
                temporaryFolder,
                temporaryBytes,
                maxRows,
                maxResultBytes,
                maxContexts,
                maxWait,
                maxStatementTime,
                rawExternalToken);
    }

    /** With so many threads and so much memory of the engine. */
    public DuckDbSettings withEngine(int newThreads, long newMemoryBytes) {
        return new DuckDbSettings(
                database,
                readOnly,
                newThreads,
                newMemoryBytes,
                temporaryFolder,
                temporaryBytes,
                maxRows,
                maxResultBytes,
                maxContexts,
                maxWait,
                maxStatementTime,
                rawExternalToken);
    }

    /** With these bounds on a result. */
    public DuckDbSettings withResult(int rows, long bytes) {
        return new DuckDbSettings(
                database,
                readOnly,
                threads,
                memoryBytes,
                temporaryFolder,
                temporaryBytes,
                rows,
                bytes,
                maxContexts,
                maxWait,
                maxStatementTime,
                rawExternalToken);
    }

    /** With so many contexts at once, and so long a wait for one. */
    public DuckDbSettings withContexts(int count, Duration wait) {
        return new DuckDbSettings(
                database,
                readOnly,
                threads,
                memoryBytes,
                temporaryFolder,
                temporaryBytes,
                maxRows,
                maxResultBytes,
                count,
                wait,
                maxStatementTime,
                rawExternalToken);
    }

    /** With the provider token itself, or a handle, for SQL written by a caller. */
    public DuckDbSettings withRawExternalToken(boolean value) {
        return new DuckDbSettings(
                database,
                readOnly,
                threads,
                memoryBytes,
                temporaryFolder,
                temporaryBytes,
                maxRows,
                maxResultBytes,
                maxContexts,
                maxWait,
                maxStatementTime,
                value);
    }

    private static void require(boolean met, String problem) {
        if (!met) {
            throw new IllegalArgumentException(problem);
        }
    }
}
