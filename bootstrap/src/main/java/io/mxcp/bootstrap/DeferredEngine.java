package io.mxcp.bootstrap;

import io.mxcp.bootstrap.config.AuthConfig;
import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.Caller;
import io.mxcp.domain.query.QueryContext;
import io.mxcp.domain.query.QueryEngine;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.RequestHeaders;
import io.mxcp.domain.query.WebReader;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.duckdb.DuckDbEngine;
import io.mxcp.duckdb.DuckDbSettings;
import io.mxcp.duckdb.EngineStartException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine while it still opens: that takes the longest of all parts, so it happens beside the others, and the first query waits for
 * it. Whoever starts the server waits for {@link #await()} before saying so.
 *
 * <p>An engine that a fault of its own has ended is closed, and another opened in its place, with the same settings, lock and
 * self-test. Meanwhile nobody is told that queries can run. Safe for use by many threads.
 */
final class DeferredEngine implements QueryEngine, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeferredEngine.class);

    /** How long a query waits for the engine, before its own time begins. */
    private static final Duration MOST_OPENING_TAKES = Duration.ofSeconds(30);

    /** How long the contexts of a broken engine may take to end before they are told again. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(10);

    private final DuckDbSettings settings;
    private final WebReader web;
    private CompletableFuture<DuckDbEngine> opening = new CompletableFuture<>();
    private volatile boolean closed;

    private DeferredEngine(DuckDbSettings settings, WebReader web) {
        this.settings = settings;
        this.web = web;
    }

    /** @param web closed by its owner, after this one */
    static DeferredEngine opening(Configuration config, WebReader web) {
        return opening(settings(config), web);
    }

    static DeferredEngine opening(DuckDbSettings settings, WebReader web) {
        DeferredEngine engine = new DeferredEngine(settings, web);
        CompletableFuture<DuckDbEngine> first = engine.opening;
        engine.start("duckdb-start", () -> engine.open(first));
        return engine;
    }

    private void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static DuckDbSettings settings(Configuration config) {
        DuckDbSettings base =
                config.site().duckDb().file().map(DuckDbSettings::file).orElseGet(DuckDbSettings::inMemory);
        boolean raw = config.auth().map(AuthConfig::rawExternalToken).orElse(false);
        return base.withReadOnly(config.site().duckDb().readOnly())
                .withRawExternalToken(raw)
                .withNullForNobody(config.nullForNobody())
                .withWebHosts(Set.copyOf(config.web().hosts()));
    }

    private void open(CompletableFuture<DuckDbEngine> promise) {
        try {
            promise.complete(DuckDbEngine.open(settings, new SecretGenerator(), Optional.of(web)));
        } catch (EngineStartException | RuntimeException | Error e) { // whatever it is, nobody must wait for ever
            promise.completeExceptionally(e);
        }
    }

    /** The engine that opens, or is open and whole; where one broke, another that begins to open now. */
    private synchronized CompletableFuture<DuckDbEngine> current() {
        if (!closed && isOpen(opening) && opening.join().isBroken()) {
            DuckDbEngine broken = opening.join();
            CompletableFuture<DuckDbEngine> another = new CompletableFuture<>();
            opening = another;
            start("duckdb-restart", () -> replace(broken, another));
        }
        return opening;
    }

    private static boolean isOpen(CompletableFuture<DuckDbEngine> opening) {
        return opening.isDone() && !opening.isCompletedExceptionally();
    }

    private void replace(DuckDbEngine broken, CompletableFuture<DuckDbEngine> another) {
        LOG.atError()
                .addKeyValue(
                        "database",
                        settings.database().map(file -> "kept in its file").orElse("in memory: lost"))
                .log("the query engine broke and is opened anew");
        CompletableFuture<DuckDbEngine> unused = another.whenComplete((engine, failure) -> {
            if (failure == null) {
                LOG.warn("the query engine is open again");
            } else if (closed) {
                LOG.warn("the query engine is not opened again: the server stops");
            } else {
                LOG.error("the query engine cannot be opened again: restart the server", failure);
            }
        });
        try {
            end(broken);
            open(another);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            another.completeExceptionally(e);
        } catch (RuntimeException | Error e) { // whatever it is, nobody must wait for ever
            another.completeExceptionally(e);
        }
    }

    /** In a process a file has one engine: the next would be the broken one as long as anybody holds it. */
    private void end(DuckDbEngine broken) throws InterruptedException {
        try {
            broken.close();
        } catch (EngineStartException e) {
            LOG.debug("the broken engine did not close in order", e);
        }
        long warned = System.nanoTime();
        while (!broken.awaitEnd(BETWEEN_LOOKS)) {
            if (closed) {
                throw new IllegalStateException("a query of the broken engine outlives the server");
            } else if (System.nanoTime() - warned >= BETWEEN_WARNINGS.toNanos()) {
                LOG.warn("a query of the broken engine has not ended yet");
                warned = System.nanoTime();
            }
        }
    }

    /** Returns when the engine is open, locked and tested. */
    void await() throws StartException {
        try {
            current().join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartException(String.valueOf(cause.getMessage()), cause);
        }
    }

    /** Whether queries can run now. */
    boolean isReady() {
        return isOpen(current());
    }

    @Override
    public QueryContext open(Caller caller, RequestHeaders headers, AccessMode mode, Duration limit)
            throws QueryException {
        try {
            return current()
                    .get(MOST_OPENING_TAKES.toNanos(), TimeUnit.NANOSECONDS)
                    .open(caller, headers, mode, limit);
        } catch (ExecutionException e) {
            throw new QueryException(Reason.BUSY, "The database is not available.");
        } catch (TimeoutException e) {
            throw new QueryException(Reason.BUSY, "The query engine is not open yet. Try again in a moment.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueryException(Reason.CANCELLED, "The wait for the query engine was interrupted.");
        }
    }

    @Override
    public void close() throws EngineStartException {
        CompletableFuture<DuckDbEngine> last;
        synchronized (this) {
            closed = true;
            last = opening;
        }
        try {
            last.join().close(); // whoever stops while it opens waits, or the file would stay locked
        } catch (CompletionException e) {
            LOG.debug("the engine that is closed never opened", e);
        }
    }
}
