package io.mxcp.duckdb;

import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A statement while it runs: stopped when its time is over, or by another thread.
 *
 * <p>An interrupt that comes before the engine has really begun is lost, so it is given again at every check until the
 * statement ends; and none comes after that, since it would hit the next statement.
 */
final class RunningStatement implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RunningStatement.class.getName());

    private final Statement statement;
    private final Runnable stopsElse;
    private final Watchdog watchdog;
    private final long deadlineNanos;
    private Optional<Reason> stopped = Optional.empty();
    private boolean over;

    private RunningStatement(Statement statement, Runnable stopsElse, Watchdog watchdog, long deadlineNanos) {
        this.statement = statement;
        this.stopsElse = stopsElse;
        this.watchdog = watchdog;
        this.deadlineNanos = deadlineNanos;
    }

    /**
     * Begins to watch a statement that is about to run; {@code System.nanoTime()} tells when its time is over.
     *
     * @param stopsElse stops what the statement waits for outside of the engine
     */
    static RunningStatement watch(Statement statement, Runnable stopsElse, Watchdog watchdog, long deadlineNanos) {
        RunningStatement running = new RunningStatement(statement, stopsElse, watchdog, deadlineNanos);
        watchdog.watch(running);
        return running;
    }

    /** Stops it; once more where it still runs. */
    synchronized void cancel() {
        if (!over) {
            stopped = stopped.or(() -> Optional.of(Reason.CANCELLED));
            interrupt();
        }
    }

    /** Stops it if its time is over, and again if it was stopped and still runs. */
    synchronized void check() {
        if (over) {
            return;
        }
        if (stopped.isEmpty() && System.nanoTime() - deadlineNanos >= 0) {
            stopped = Optional.of(Reason.TIMED_OUT);
        }
        if (stopped.isPresent()) {
            interrupt();
        }
    }

    private void interrupt() {
        stopsElse.run();
        try {
            statement.cancel();
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "a statement ended by itself before it could be interrupted", e);
        }
    }

    synchronized Optional<Reason> stopped() {
        return stopped;
    }

    void requireNotStopped() throws QueryException {
        Optional<Reason> reason = stopped();
        if (reason.isPresent()) {
            throw EngineErrors.stopped(reason.get());
        }
    }

    @Override
    public void close() {
        watchdog.forget(this);
        synchronized (this) {
            over = true;
        }
    }
}
