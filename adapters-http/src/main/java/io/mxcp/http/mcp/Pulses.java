package io.mxcp.http.mcp;

import java.lang.System.Logger;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Looks after the clients of all running calls. One timer; the writes, which may block for a client that reads nothing, are done by
 * threads that live only as long as there are such calls, one at most for each.
 */
final class Pulses {
    private static final Logger LOG = System.getLogger(Pulses.class.getName());

    private final Set<LiveAnswer> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(daemon("mxcp-pulse-timer"));
    private final ExecutorService writers;
    private final ScheduledFuture<?> beats;

    /** Begins to look, this often, until {@link #stop}. */
    Pulses(Duration every) {
        this(every, Executors.newCachedThreadPool(daemon("mxcp-pulse")));
    }

    Pulses(Duration every, ExecutorService writers) {
        this.writers = writers;
        beats = timer.scheduleAtFixedRate(this::beat, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    }

    void watch(LiveAnswer answer) {
        running.add(answer);
    }

    void forget(LiveAnswer answer) {
        running.remove(answer);
    }

    /** Stops all calls that still run, and looks no more. */
    void stop() {
        beats.cancel(false);
        timer.shutdown();
        running.forEach(answer -> answer.cancellation().cancel());
        writers.shutdown();
    }

    private void beat() {
        for (LiveAnswer answer : running) {
            if (answer.isDue()) {
                begin(answer);
            }
        }
    }

    /** What goes wrong with one is left to its next turn: thrown to the timer, it would end the looking after all, for ever. */
    private void begin(LiveAnswer answer) {
        try {
            writers.execute(answer::pulse);
        } catch (RuntimeException | Error fault) { // no thread to be had, as a rule
            answer.miss();
            LOG.log(Logger.Level.ERROR, "a client could not be looked after; tried again", fault);
        }
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
