package io.mxcp.duckdb;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.Caller;
import io.mxcp.domain.query.QueryContext;
import io.mxcp.domain.query.QueryEngine;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.RequestHeaders;
import io.mxcp.domain.query.WebReader;
import io.mxcp.domain.secret.SecretGenerator;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * DuckDB in this process, opened, locked and tested.
 *
 * <p>Safe for use by many threads. A file has at most one engine in a process, and none elsewhere.
 */
public final class DuckDbEngine implements QueryEngine, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DuckDbEngine.class.getName());

    private final DuckDbSettings settings;
    private final DuckDBConnection root;
    private final UserFunctions functions;
    private final WebPermit web;
    private final SqlRewriting rewriting = new SqlRewriting();
    private final StatementGate gate;
    private final TokenHandles handles;
    private final Semaphore places;
    private final Watchdog watchdog = new Watchdog();
    private volatile boolean closed;
    private volatile boolean broken;

    private DuckDbEngine(DuckDbSettings settings, DuckDBConnection root, SecretGenerator random, WebPermit web) {
        this.settings = settings;
        this.root = root;
        this.web = web;
        this.functions = new UserFunctions(settings.callers().nullForNobody());
        this.gate = new StatementGate(web.isOn());
        this.handles = new TokenHandles(random);
        this.places = new Semaphore(settings.contexts().most(), true);
    }

    /**
     * Opens the database, registers the user functions, locks the engine, and proves that it keeps people apart and refuses
     * what it must.
     *
     * @throws EngineStartException if the database cannot be opened or a proof fails; nothing is left open then
     */
    public static DuckDbEngine open(DuckDbSettings settings, SecretGenerator random) throws EngineStartException {
        return open(settings, random, Optional.empty());
    }

    /**
     * The same, with a way for SQL to read over HTTP.
     *
     * @param reader absent: SQL reads nothing over HTTP
     */
    public static DuckDbEngine open(DuckDbSettings settings, SecretGenerator random, Optional<WebReader> reader)
            throws EngineStartException {
        WebPermit web = new WebPermit(settings.web(), spooling(reader, random));
        return started(new DuckDbEngine(settings, connect(settings, web), random, web));
    }

    private static Optional<WebPermit.Way> spooling(Optional<WebReader> reader, SecretGenerator random)
            throws EngineStartException {
        try {
            return reader.isPresent()
                    ? Optional.of(new WebPermit.Way(reader.get(), Spool.create(random)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new EngineStartException(
                    "No folder for what is read over HTTP can be made in " + System.getProperty("java.io.tmpdir") + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static DuckDbEngine started(DuckDbEngine engine) throws EngineStartException {
        try {
            engine.functions.register(engine.root);
            EngineLock.lock(engine.root, engine.settings, engine.web.folder());
            new SelfTest(engine).run();
            return engine;
        } catch (SQLException | QueryException | EngineStartException | RuntimeException e) {
            EngineStartException failure = e instanceof EngineStartException told
                    ? told
                    : new EngineStartException("DuckDB did not start: " + e.getMessage(), e);
            try {
                engine.close();
            } catch (EngineStartException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    private static DuckDBConnection connect(DuckDbSettings settings, WebPermit web) throws EngineStartException {
        try {
            return connect(settings);
        } catch (EngineStartException e) {
            web.close();
            throw e;
        }
    }

    private static DuckDBConnection connect(DuckDbSettings settings) throws EngineStartException {
        String file = settings.database().map(EngineLock::absolute).orElse("");
        try {
            if (settings.database().isPresent()) {
                prepare(settings.database().get(), settings.readOnly());
            }
            Connection connection = new DuckDBDriver().connect("jdbc:duckdb:" + file, EngineLock.properties(settings));
            return connection.unwrap(DuckDBConnection.class);
        } catch (AccessDeniedException e) {
            throw new EngineStartException(
                    "The database " + file + " cannot be opened: the server's user has no right to make "
                            + e.getMessage() + ". Give it the folder above, or set duckdb.path to another place",
                    e);
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            throw new EngineStartException(
                    "The database " + file + " cannot be opened: " + e.getFile() + ": " + reason, e);
        } catch (SQLException | IOException e) {
            throw new EngineStartException("The database " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static void prepare(Path database, boolean readOnly) throws IOException, EngineStartException {
        if (!readOnly) {
            EngineLock.prepareFolder(database);
        } else if (!Files.exists(database)) {
            throw new EngineStartException(
                    "The database " + database + " does not exist, and read-only access cannot create it.");
        }
    }

    @Override
    public QueryContext open(Caller caller, RequestHeaders headers, AccessMode mode, Duration limit)
            throws QueryException {
        return open(Identity.of(caller), headers, mode, limit);
    }

    DuckDbContext open(Identity identity, RequestHeaders headers, AccessMode mode, Duration limit)
            throws QueryException {
        takePlace();
        try {
            requireOpen();
            return new DuckDbContext(this, connection(mode), identity, headers, mode, limit);
        } catch (SQLException e) {
            release();
            if (EngineErrors.isFault(e) && isEndedByFault()) {
                throw EngineErrors.broken(e);
            }
            throw new QueryException(
                    Reason.FAILED,
                    "The query engine has no connection: " + e.getClass().getSimpleName());
        } catch (QueryException e) {
            release();
            throw e;
        }
    }

    /**
     * Whether a fault of its own ended the engine: it runs nothing any more, and never will. Close it, await the end of its contexts,
     * and open another.
     */
    public boolean isBroken() {
        return broken;
    }

    /** Finds out whether a fault that a statement met ended the engine; some end only their statement. */
    boolean isEndedByFault() {
        if (!broken) {
            try {
                connection(AccessMode.READ_ONLY).close();
                LOG.log(Level.WARNING, "the engine lives on after a fault of its own"); // whose text may quote values
            } catch (SQLException e) {
                broken = true;
                LOG.log(Level.ERROR, "a fault of the engine has ended it");
            }
        }
        return broken;
    }

    /**
     * Waits until the last context of a closed engine is closed, too: only then is its file free for another. What still runs is
     * stopped again and again until then.
     *
     * @return whether it is
     */
    public boolean awaitEnd(Duration most) throws InterruptedException {
        int all = settings.contexts().most();
        boolean ended = places.tryAcquire(all, most.toNanos(), TimeUnit.NANOSECONDS);
        if (ended) {
            places.release(all);
        }
        return ended;
    }

    void requireOpen() throws QueryException {
        if (broken) {
            throw new QueryException(Reason.BUSY, EngineErrors.RESTARTING);
        } else if (closed) {
            throw new QueryException(Reason.BUSY, "The query engine is shutting down.");
        }
    }

    private void takePlace() throws QueryException {
        try {
            if (!places.tryAcquire(settings.contexts().maxWait().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new QueryException(Reason.BUSY, "Too many queries are running. Try again later.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueryException(Reason.CANCELLED, "The wait for other queries was interrupted.");
        }
    }

    Connection connection(AccessMode mode) throws SQLException {
        Connection connection = root.duplicate();
        try (Statement statement = connection.createStatement()) {
            statement.execute(mode == AccessMode.READ_ONLY ? "BEGIN TRANSACTION READ ONLY" : "BEGIN TRANSACTION");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    DuckDbSettings settings() {
        return settings;
    }

    UserFunctions functions() {
        return functions;
    }

    StatementGate gate() {
        return gate;
    }

    WebPermit web() {
        return web;
    }

    SqlRewriting rewriting() {
        return rewriting;
    }

    TokenHandles handles() {
        return handles;
    }

    Watchdog watchdog() {
        return watchdog;
    }

    void release() {
        places.release();
    }

    /** Stops what runs, and opens nothing more; the database is closed with the last open context. */
    @Override
    public void close() throws EngineStartException {
        closed = true;
        watchdog.close();
        web.close();
        try {
            root.close();
        } catch (SQLException e) {
            throw new EngineStartException("The database was not closed in order: " + e.getMessage(), e);
        }
    }
}
