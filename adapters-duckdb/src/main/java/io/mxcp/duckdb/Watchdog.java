package io.mxcp.duckdb;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at all running statements every 20 ms, and stops those whose time is over; once closed all of them, until the last has ended.
 *
 * <p>A timer for each would wake a thread for each, which costs more than many a statement. Sleeps when nothing runs. Nothing that one
 * statement does keeps it from looking at the others. Safe for use by many threads.
 */
final class Watchdog implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Watchdog.class.getName());
    private static final long PERIOD_MILLIS = 20;
    private static final int IDLE_ROUNDS = 50;
    private static final long IDLE_INTERRUPTERS_SECONDS = 10;

    private final Set<RunningStatement> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final ScheduledExecutorService scheduler = new ScheduledThreadPoolExecutor(
            1, daemon("duckdb-watchdog"), new ThreadPoolExecutor.DiscardPolicy()); // once shut down
    private final ExecutorService interrupters = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE, // one for each running statement at most
            IDLE_INTERRUPTERS_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            daemon("duckdb-interrupt"),
            new ThreadPoolExecutor.DiscardPolicy());
    private volatile boolean closed;

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    void watch(RunningStatement statement) {
        running.add(statement);
        if (closed) {
            statement.cancel();
        }
        wake();
    }

    void forget(RunningStatement statement) {
        running.remove(statement);
    }

    /** Runs what may have to wait for the engine. */
    void onThreadOfItsOwn(Runnable interrupt) {
        interrupters.execute(() -> survive(interrupt));
    }

    private void wake() {
        if (!awake.get() && awake.compareAndSet(false, true)) {
            next(0);
        }
    }

    private void next(int idleRounds) {
        Future<?> unused = // its faults are logged where they happen
                scheduler.schedule(() -> round(idleRounds), PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void round(int idleRounds) {
        try {
            running.forEach(this::look);
        } finally {
            goOn(idleRounds);
        }
    }

    private void look(RunningStatement statement) {
        survive(closed ? statement::cancel : statement::check);
    }

    /** The other statements, and the next look at this one, must not pay for what goes wrong. */
    private static void survive(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException | Error fault) {
            LOG.log(Level.ERROR, "a statement could not be looked at or interrupted", fault);
        }
    }

    private void goOn(int idleRounds) {
        if (!running.isEmpty()) {
            next(0);
        } else if (closed) {
            scheduler.shutdown();
            interrupters.shutdown();
        } else if (idleRounds < IDLE_ROUNDS) {
            next(idleRounds + 1);
        } else {
            awake.set(false);
            if (closed || !running.isEmpty()) { // since it looked
                wake();
            }
        }
    }

    /** Stops what runs, and whatever begins to, until nothing does; waits for nothing. */
    @Override
    public void close() {
        closed = true;
        running.forEach(this::look);
        wake();
    }
}
