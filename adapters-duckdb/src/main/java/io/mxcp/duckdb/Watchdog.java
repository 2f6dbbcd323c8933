package io.mxcp.duckdb;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at all running statements every 20 ms, and stops those whose time is over.
 *
 * <p>A timer for each would wake a thread for each, which costs more than many a statement. Sleeps when nothing runs. Safe for
 * use by many threads.
 */
final class Watchdog implements AutoCloseable {
    private static final long PERIOD_MILLIS = 20;
    private static final int IDLE_ROUNDS = 50;

    private final Set<RunningStatement> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final ScheduledExecutorService scheduler;

    Watchdog() {
        scheduler = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "duckdb-watchdog");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy()); // once closed
    }

    void watch(RunningStatement statement) {
        running.add(statement);
        if (!awake.get() && awake.compareAndSet(false, true)) {
            next(0);
        }
    }

    void forget(RunningStatement statement) {
        running.remove(statement);
    }

    private void next(int idleRounds) {
        Future<?> unused = // a round fails at nothing but a fault of the virtual machine
                scheduler.schedule(() -> round(idleRounds), PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void round(int idleRounds) {
        running.forEach(RunningStatement::check);
        if (!running.isEmpty()) {
            next(0);
        } else if (idleRounds < IDLE_ROUNDS) {
            next(idleRounds + 1);
        } else {
            awake.set(false);
            running.forEach(this::watch); // one may have come in between
        }
    }

    /** Stops what runs; once closed it looks no more by itself, so whoever waits for the end asks for it again. */
    void stop() {
        running.forEach(RunningStatement::cancel);
    }

    @Override
    public void close() {
        stop();
        scheduler.shutdownNow();
    }
}
