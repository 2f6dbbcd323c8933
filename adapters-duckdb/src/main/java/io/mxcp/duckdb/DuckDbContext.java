package io.mxcp.duckdb;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.QueryContext;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.QueryResult;
import io.mxcp.domain.query.RequestHeaders;
import io.mxcp.domain.query.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A lease: a connection of its own, in one transaction, for one identity.
 *
 * <p>The identity is bound to the thread only while a statement runs. Connection and statements are not used again: a kept
 * plan keeps the value that a user function had when it was planned.
 */
final class DuckDbContext implements QueryContext {
    private static final Set<String> TRANSACTION_CONTROL =
            Set.of("begin", "start", "commit", "end", "rollback", "abort");

    /** Whatever else the engine might skip before a word would hide the word from us. */
    private static final Pattern VERB = Pattern.compile("[a-z]*|\\(");

    private static final Set<String> MAKING_MACROS = Set.of("create", "attach", "copy", "import");

    private final DuckDbEngine engine;
    private final Connection connection;
    private final Identity identity;
    private final RequestHeaders headers;
    private final AccessMode mode;
    private final long deadlineNanos;
    private final WebReads web;
    private final Thread owner = Thread.currentThread();
    private volatile Optional<RunningStatement> running = Optional.empty();
    private volatile boolean cancelled;
    private Optional<Identity> callersIdentity = Optional.empty();
    private boolean failed;
    private boolean closed;

    DuckDbContext(
            DuckDbEngine engine,
            Connection connection,
            Identity identity,
            RequestHeaders headers,
            AccessMode mode,
            Duration limit) {
        this.engine = engine;
        this.connection = connection;
        this.identity = identity;
        this.headers = headers;
        this.mode = mode;
        this.deadlineNanos = System.nanoTime() + limit.toNanos();
        this.web = new WebReads(engine.web(), identity, deadlineNanos);
    }

    @Override
    public QueryResult run(Sql sql, Map<String, Object> parameters) throws QueryException {
        requireUsable();
        failed = true; // until shown otherwise
        QueryResult result = new QueryResult(List.of(), List.of());
        for (SqlText statement : statements(sql)) {
            result = runInScope(sql, statement, parameters);
        }
        failed = false;
        return result;
    }

    private void requireUsable() throws QueryException {
        engine.requireOpen();
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("a query context belongs to the thread that opened it");
        } else if (closed) {
            throw new IllegalStateException("the query context is closed");
        } else if (failed) {
            throw new QueryException(
                    Reason.FAILED, "An earlier statement of this context failed, or its result could not be used.");
        }
    }

    /** An operator's text may hold several statements, the last of which gives the result; a caller's holds one. */
    private static List<SqlText> statements(Sql sql) throws QueryException {
        if (sql instanceof Sql.ByCaller) {
            StatementGate.checkLength(sql.text());
        }
        List<SqlText> statements = SqlText.split(sql.text());
        if (sql instanceof Sql.ByCaller && statements.size() != 1) {
            throw StatementGate.refused("Exactly one statement is allowed.");
        }
        for (SqlText statement : statements) {
            String verb = statement.verb();
            if (!VERB.matcher(verb).matches()) {
                throw StatementGate.refused("A statement begins with a word or a parenthesis.");
            } else if (TRANSACTION_CONTROL.contains(verb)) {
                throw StatementGate.refused("A statement cannot begin or end a transaction: its context does.");
            }
        }
        return statements;
    }

    private QueryResult runInScope(Sql sql, SqlText statement, Map<String, Object> parameters) throws QueryException {
        Identity told = sql instanceof Sql.ByCaller ? identityForCallersSql() : identity;
        NamedValues values = NamedValues.of(statement, parameters);
        boolean explained = statement.firstWord().equals("explain");
        engine.functions().bind(new UserFunctions.Scope(told, headers, web, explained));
        try (RunningStatement watch = watch()) {
            return runWatched(watch, sql, statement, values);
        } catch (OutOfMemoryError e) { // one value of this result: it is garbage by now
            throw new QueryException(Reason.TOO_LARGE, "The result holds a value that is too large.");
        } finally {
            running = Optional.empty();
            engine.functions().unbind();
        }
    }

    private RunningStatement watch() throws QueryException {
        if (System.nanoTime() - deadlineNanos >= 0) {
            throw EngineErrors.stopped(Reason.TIMED_OUT);
        }
        RunningStatement watch = RunningStatement.watch(web::stop, engine.watchdog(), deadlineNanos);
        running = Optional.of(watch);
        if (cancelled) {
            watch.cancel();
        }
        return watch;
    }

    private QueryResult runWatched(RunningStatement watch, Sql sql, SqlText statement, NamedValues values)
            throws QueryException {
        try {
            boolean planned = !values.isEmpty() && UserFunctions.mayTakeValueIn(statement);
            String text =
                    engine.rewriting().of(statement.render(planned ? NamedValues::variable : values::placeholder));
            if (sql instanceof Sql.ByCaller) {
                engine.gate().check(connection, text);
            }
            if (planned) {
                values.setVariables(connection);
            }
            QueryResult result =
                    planned || values.isEmpty() ? execute(watch, text) : executePrepared(watch, text, values);
            requireNoShadowing(statement);
            return result;
        } catch (SQLException e) {
            throw failed(e, watch.stopped());
        }
    }

    private Identity identityForCallersSql() {
        if (engine.settings().callers().rawExternalToken()
                || identity.externalToken().isEmpty()) {
            return identity;
        }
        Identity handled = callersIdentity.orElseGet(
                () -> identity.withExternalToken(engine.handles().create()));
        callersIdentity = Optional.of(handled);
        return handled;
    }

    /** Half the price of preparing and executing. */
    private QueryResult execute(RunningStatement watch, String text) throws SQLException, QueryException {
        try (Statement statement = connection.createStatement()) {
            watch.executes(statement);
            return result(statement, statement.execute(text), watch);
        }
    }

    private QueryResult executePrepared(RunningStatement watch, String text, NamedValues values)
            throws SQLException, QueryException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            values.bind(statement);
            watch.executes(statement);
            return result(statement, statement.execute(), watch);
        }
    }

    private QueryResult result(Statement statement, boolean givesRows, RunningStatement watch)
            throws SQLException, QueryException {
        return givesRows ? rows(statement, watch) : changes(statement);
    }

    private QueryException failed(SQLException error, Optional<Reason> stopped) {
        if (EngineErrors.isFault(error) && engine.isEndedByFault()) {
            return EngineErrors.broken(error);
        }
        return EngineErrors.of(error, new EngineErrors.Statement(identity, mode, web), stopped);
    }

    private QueryResult rows(Statement statement, RunningStatement watch) throws SQLException, QueryException {
        try (ResultSet result = statement.getResultSet()) {
            return new ResultReader(engine.settings(), watch).read(result);
        }
    }

    private static QueryResult changes(Statement statement) throws SQLException {
        long count = statement.getLargeUpdateCount();
        boolean none = count < 0; // DDL
        return none
                ? new QueryResult(List.of(), List.of())
                : new QueryResult(List.of("Count"), List.of(List.of(count)));
    }

    /** A macro of one of our names would answer in its place, for everybody. */
    private void requireNoShadowing(SqlText statement) throws SQLException, QueryException {
        if (MAKING_MACROS.contains(statement.verb())) {
            Optional<String> shadowing = SelfTest.shadowingMacro(connection);
            if (shadowing.isPresent()) {
                throw StatementGate.refused("No macro may be named " + shadowing.get() + ".");
            }
        }
    }

    @Override
    public void cancel() {
        cancelled = true; // before the look: a statement that begins meanwhile sees it
        running.ifPresent(RunningStatement::cancel);
    }

    @Override
    public void rollBack() {
        failed = true;
    }

    @Override
    public void close() throws QueryException {
        if (closed) {
            return;
        }
        closed = true;
        try (Connection closing = connection) {
            if (mode == AccessMode.READ_WRITE && !failed) {
                commit(closing);
            } // else closing rolls back
        } catch (SQLException e) {
            throw failed(e, Optional.empty());
        } finally {
            web.close();
            engine.release();
        }
    }

    private static void commit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("COMMIT");
        }
    }
}
