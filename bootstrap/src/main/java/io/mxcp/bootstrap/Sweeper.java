package io.mxcp.bootstrap;

import io.mxcp.application.AuthorizationServer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has what is over removed from the stores, once a minute, in bounded steps with pauses in between. */
final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Duration STOP = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final AuthorizationServer.Housekeeping housekeeping;
    private final Thread thread = new Thread(this::run, "sweeper");

    Sweeper(AuthorizationServer.Housekeeping housekeeping) {
        this.housekeeping = housekeeping;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        Duration pause = PERIOD;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(pause.toMillis());
                pause = housekeeping.sweep() ? PAUSE : PERIOD;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) { // a store that cannot be written now may be written later
                LOG.warn("the stores were not swept; tried again in a minute: {}", e.getMessage());
                pause = PERIOD;
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
