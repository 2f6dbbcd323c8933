package io.mxcp.bootstrap;

import io.mxcp.application.AuthorizationServer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has what is over removed from the stores, once a minute, in bounded steps with pauses in between. */
final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Duration STOP = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final BooleanSupplier sweep;
    private final Duration period;
    private final Thread thread = new Thread(this::run, "sweeper");

    Sweeper(AuthorizationServer.Housekeeping housekeeping) {
        this(housekeeping::sweep, PERIOD);
    }

    /**
     * Sweeps otherwise.
     *
     * @param sweep takes a step, and tells whether there is more to do
     */
    Sweeper(BooleanSupplier sweep, Duration period) {
        this.sweep = sweep;
        this.period = period;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        Duration pause = period;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(pause.toMillis());
                pause = sweep.getAsBoolean() ? PAUSE : period;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) { // a store that cannot be written now may be written later
                LOG.warn("the stores were not swept; tried again in a minute: {}", e.getMessage());
                pause = period;
            } catch (Error e) { // memory, say, may be there again as well; nobody else would sweep until the next start
                LOG.error("the stores were not swept; tried again in a minute", e);
                pause = period;
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(STOP.toMillis()); // a sweep under way ends before its store is closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
