package io.mxcp.application.access;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a provider that is down from taking all request threads (threat T61): so many calls to it at once, as many more that wait a
 * moment, and none for a few seconds after several in a row could not reach it. Safe for use by many threads.
 */
final class ProviderBreaker {
    static final int MOST_AT_ONCE = 48;
    static final int MOST_WAITING = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int FAILURES_IN_A_ROW = 5;
    private static final Duration REST = Duration.ofSeconds(5);

    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final InstantSource clock;
    private final Duration patience;
    private int failures;
    private Instant restUntil = Instant.MIN;

    ProviderBreaker(InstantSource clock) {
        this(clock, PATIENCE);
    }

    /** @param patience how long a call waits for a place */
    ProviderBreaker(InstantSource clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /** What asks the provider. */
    @FunctionalInterface
    interface Call<V> {
        V run() throws ProviderException;
    }

    /**
     * Asks the provider, unless it is left alone; waits for a place, five seconds at most.
     *
     * @throws ProviderException if it is, if there is no place, or if asking failed
     */
    <V> V run(Call<V> call) throws ProviderException {
        if (isResting()) {
            throw new ProviderException(Failure.UNREACHABLE, "the provider is left alone for a moment after failures");
        } else if (!takesPlace()) {
            throw new ProviderException(Failure.UNREACHABLE, "too many calls to the provider are under way");
        }
        try {
            V answer = call.run();
            reached();
            return answer;
        } catch (ProviderException failure) {
            told(failure.failure());
            throw failure;
        } finally {
            places.release();
        }
    }

    /** A code cannot be tried again, and a call that goes on without a renewal has a token that may be over: so each waits a little. */
    private boolean takesPlace() {
        try {
            return waiting() < MOST_WAITING && places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How many wait for a place; about. */
    int waiting() {
        return places.getQueueLength();
    }

    private synchronized boolean isResting() {
        Instant now = clock.instant();
        // a clock that was set back must not lengthen the rest
        return now.isBefore(restUntil) && !now.plus(REST).isBefore(restUntil);
    }

    private synchronized void reached() {
        failures = 0;
    }

    private synchronized void told(Failure failure) {
        failures = failure == Failure.UNREACHABLE ? failures + 1 : 0;
        if (failures >= FAILURES_IN_A_ROW) {
            restUntil = clock.instant().plus(REST);
        }
    }
}
