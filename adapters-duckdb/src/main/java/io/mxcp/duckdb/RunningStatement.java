package io.mxcp.duckdb;

import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A statement from before it is planned until its result is read: stopped when its time is over, or by another thread.
 *
 * <p>An interrupt that comes before the engine has really begun is lost, so it is given again at every check until the
 * statement ends; and none comes after that, since it would hit the next statement. The driver lets an interrupt wait while the engine
 * plans, which may take long, so the {@link Watchdog} has a thread for each that is under way. Safe for use by many threads.
 */
final class RunningStatement implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RunningStatement.class.getName());

    private final Runnable stopsElse;
    private final Watchdog watchdog;
    private final long deadlineNanos;
    private final AtomicBoolean interrupting = new AtomicBoolean();
    private final Object end = new Object();
    private volatile Optional<Statement> executed = Optional.empty();
    private Optional<Reason> stopped = Optional.empty();
    private boolean over;

    private RunningStatement(Runnable stopsElse, Watchdog watchdog, long deadlineNanos) {
        this.stopsElse = stopsElse;
        this.watchdog = watchdog;
        this.deadlineNanos = deadlineNanos;
    }

    /**
     * Begins to watch a statement that is about to be planned; {@code System.nanoTime()} tells when its time is over.
     *
     * @param stopsElse stops what the statement waits for outside of the engine
     */
    static RunningStatement watch(Runnable stopsElse, Watchdog watchdog, long deadlineNanos) {
        RunningStatement running = new RunningStatement(stopsElse, watchdog, deadlineNanos);
        watchdog.watch(running);
        return running;
    }

    /**
     * It is about to be executed.
     *
     * @throws QueryException if it was stopped before that
     */
    void executes(Statement statement) throws QueryException {
        executed = Optional.of(statement);
        requireNotStopped();
    }

    /** Stops it; once more where it still runs. Waits for nothing. */
    void cancel() {
        stop(Reason.CANCELLED);
    }

    /** Stops it if its time is over, and again if it was stopped and still runs. Waits for nothing. */
    void check() {
        if (stopped().isPresent() || System.nanoTime() - deadlineNanos >= 0) {
            stop(Reason.TIMED_OUT);
        }
    }

    private void stop(Reason reason) {
        synchronized (this) {
            stopped = stopped.or(() -> Optional.of(reason));
        }
        if (interrupting.compareAndSet(false, true)) {
            try {
                watchdog.onThreadOfItsOwn(this::interrupt);
            } catch (OutOfMemoryError noThread) { // to be had now: at the next check
                interrupting.set(false);
                throw noThread;
            }
        }
    }

    private void interrupt() {
        try {
            synchronized (end) {
                if (!over) {
                    stopsElse.run();
                    cancelExecuted();
                }
            }
        } finally {
            interrupting.set(false);
        }
    }

    private void cancelExecuted() {
        Optional<Statement> statement = executed;
        if (statement.isPresent()) {
            try {
                statement.get().cancel();
            } catch (SQLException e) {
                LOG.log(Level.DEBUG, "a statement ended by itself before it could be interrupted", e);
            }
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

    /** It has ended; returns when no interrupt is under way. */
    @Override
    public void close() {
        watchdog.forget(this);
        synchronized (end) {
            over = true;
        }
    }
}
