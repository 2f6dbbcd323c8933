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
import io.mxcp.providers.egress.GuardedWebReader;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine while it still opens: that takes the longest of all parts, so it happens beside the others, and the first query waits for
 * it. Whoever starts the server waits for {@link #await()} before saying so.
 */
final class DeferredEngine implements QueryEngine, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeferredEngine.class);

    private final CompletableFuture<DuckDbEngine> opening;

    private DeferredEngine(CompletableFuture<DuckDbEngine> opening) {
        this.opening = opening;
    }

    static DeferredEngine opening(Configuration config) {
        return opening(settings(config), new GuardedWebReader(config.web().privateAddresses()));
    }

    static DeferredEngine opening(DuckDbSettings settings, WebReader web) {
        CompletableFuture<DuckDbEngine> opening = new CompletableFuture<>();
        Thread thread = new Thread(() -> open(settings, web, opening), "duckdb-start");
        thread.setDaemon(true);
        thread.start();
        return new DeferredEngine(opening);
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

    private static void open(DuckDbSettings settings, WebReader web, CompletableFuture<DuckDbEngine> opening) {
        try {
            opening.complete(DuckDbEngine.open(settings, new SecretGenerator(), Optional.of(web)));
        } catch (EngineStartException | RuntimeException | Error e) { // whatever it is, nobody must wait for ever
            opening.completeExceptionally(e);
        }
    }

    /** Returns when the engine is open, locked and tested. */
    void await() throws StartException {
        try {
            opening.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartException(String.valueOf(cause.getMessage()), cause);
        }
    }

    /** Whether queries can run now. */
    boolean isReady() {
        return opening.isDone() && !opening.isCompletedExceptionally();
    }

    @Override
    public QueryContext open(Caller caller, RequestHeaders headers, AccessMode mode, Duration limit)
            throws QueryException {
        try {
            return opening.join().open(caller, headers, mode, limit);
        } catch (CompletionException e) {
            throw new QueryException(Reason.BUSY, "The database is not available.");
        }
    }

    @Override
    public void close() throws EngineStartException {
        try {
            opening.join().close(); // whoever stops while it opens waits, or the file would stay locked
        } catch (CompletionException e) {
            LOG.debug("the engine that is closed never opened", e);
        }
    }
}
