package io.mxcp.providers.oidc;

import io.mxcp.domain.provider.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a public document of a provider. It is read when first needed, and again when it is old; while that fails, the old
 * one stays in use. Safe for use by many threads: one reads, and the others take the old copy meanwhile; where there is none
 * they wait, and share what came of it, so that nobody waits for more than one attempt.
 */
final class Cached<T> {
    /** How long a provider that did not answer, or that was just asked, is left alone. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Reader<T> reader;
    private final Duration maxAge;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Optional<Copy<T>> copy = Optional.empty();
    private volatile Attempt attempt = new Attempt(0, Optional.empty());

    Cached(Reader<T> reader, Duration maxAge, InstantSource clock) {
        this.reader = reader;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    /** The document, at most as old as allowed unless the provider is down or is being asked. */
    T get() throws ProviderException {
        Optional<Copy<T>> kept = copy;
        return kept.isPresent() && reading.isLocked() ? kept.get().value() : current(false);
    }

    /** The document that was read last, however old; asks nobody. */
    Optional<T> known() {
        return copy.map(Copy::value);
    }

    /** The document, read again unless that was tried just now. */
    T again() throws ProviderException {
        return current(true);
    }

    private T current(boolean anew) throws ProviderException {
        int before = attempt.number();
        Optional<T> fresh = fresh(anew);
        if (fresh.isPresent()) {
            return fresh.get();
        }
        reading.lock();
        try {
            fresh = fresh(anew);
            return fresh.isPresent() ? fresh.get() : attemptAfter(before);
        } finally {
            reading.unlock();
        }
    }

    private Optional<T> fresh(boolean anew) {
        return copy.filter(kept -> !isOlder(kept.tried(), PATIENCE) || (!anew && !isOlder(kept.read(), maxAge)))
                .map(Copy::value);
    }

    /** Reads, unless another thread tried while this one waited. */
    private T attemptAfter(int before) throws ProviderException {
        Attempt last = attempt;
        if (last.number() != before && last.failure().isPresent()) {
            return keptOr(last.failure().get());
        }
        Instant now = clock.instant();
        try {
            T value = reader.read();
            copy = Optional.of(new Copy<>(value, now, now));
            attempt = new Attempt(last.number() + 1, Optional.empty());
            return value;
        } catch (ProviderException down) {
            attempt = new Attempt(last.number() + 1, Optional.of(down));
            copy = copy.map(kept -> new Copy<>(kept.value(), kept.read(), now));
            return keptOr(down);
        }
    }

    private T keptOr(ProviderException down) throws ProviderException {
        Optional<Copy<T>> kept = copy;
        if (kept.isEmpty()) {
            throw new ProviderException(down.failure(), down.detail());
        }
        return kept.get().value();
    }

    /** A clock that was set back makes a document old as well, so that it is not kept for ever. */
    private boolean isOlder(Instant tried, Duration age) {
        return Duration.between(tried, clock.instant()).abs().compareTo(age) >= 0;
    }

    /** Reads the document anew. */
    @FunctionalInterface
    interface Reader<T> {
        T read() throws ProviderException;
    }

    private record Attempt(int number, Optional<ProviderException> failure) {}

    private record Copy<T>(T value, Instant read, Instant tried) {}
}
