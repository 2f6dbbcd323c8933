package io.mxcp.duckdb;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How the engine is opened, and what it lets through.
 *
 * @param database the file; absent: in memory
 * @param readOnly whether the file is opened without the right to change it
 * @param engine what the engine may use
 * @param contexts how many may ask at once
 * @param results what is let through of one result
 * @param callers what the user functions tell
 * @param web what SQL may read over HTTP
 */
public record DuckDbSettings(
        Optional<Path> database,
        boolean readOnly,
        EngineResources engine,
        ContextLimits contexts,
        ResultLimits results,
        CallerAccess callers,
        WebAccess web) {
    private static final long MEBIBYTE = 1024L * 1024;

    /**
     * Checks what concerns several of them.
     *
     * @throws IllegalArgumentException if a database in memory is to be read-only
     */
    public DuckDbSettings {
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
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), EngineResources.MOST_THREADS);
        return new DuckDbSettings(
                database,
                false,
                new EngineResources(threads, 1024 * MEBIBYTE, spill, 4096 * MEBIBYTE, Duration.ofMinutes(5)),
                new ContextLimits(32, Duration.ofSeconds(5)),
                new ResultLimits(100_000, 10_000_000),
                new CallerAccess(false, false),
                WebAccess.STANDARD);
    }

    /** With or without the right to change the file. */
    public DuckDbSettings withReadOnly(boolean value) {
        return new DuckDbSettings(database, value, engine, contexts, results, callers, web);
    }

    /** With so many threads and so much memory of the engine. */
    public DuckDbSettings withEngine(int threads, long memoryBytes) {
        return new DuckDbSettings(
                database, readOnly, engine.with(threads, memoryBytes), contexts, results, callers, web);
    }

    /** With these bounds on a result. */
    public DuckDbSettings withResult(int rows, long bytes) {
        return new DuckDbSettings(database, readOnly, engine, contexts, new ResultLimits(rows, bytes), callers, web);
    }

    /** With so many contexts at once, and so long a wait for one. */
    public DuckDbSettings withContexts(int count, Duration wait) {
        return new DuckDbSettings(database, readOnly, engine, new ContextLimits(count, wait), results, callers, web);
    }

    /** With the provider token itself, or a handle, for SQL written by a caller. */
    public DuckDbSettings withRawExternalToken(boolean value) {
        CallerAccess changed = new CallerAccess(value, callers.nullForNobody());
        return new DuckDbSettings(database, readOnly, engine, contexts, results, changed, web);
    }

    /** With NULL, or empty text, where the user functions have nobody to tell of. */
    public DuckDbSettings withNullForNobody(boolean value) {
        CallerAccess changed = new CallerAccess(callers.rawExternalToken(), value);
        return new DuckDbSettings(database, readOnly, engine, contexts, results, changed, web);
    }

    /** With these hosts to be read over HTTP, besides those of the caller's provider; {@link WebAccess} tells their form. */
    public DuckDbSettings withWebHosts(Set<String> hosts) {
        return withWeb(web.with(hosts));
    }

    /** With these bounds on reading over HTTP. */
    public DuckDbSettings withWeb(WebAccess value) {
        return new DuckDbSettings(database, readOnly, engine, contexts, results, callers, value);
    }

    static void require(boolean met, String problem) {
        if (!met) {
            throw new IllegalArgumentException(problem);
        }
    }
}
