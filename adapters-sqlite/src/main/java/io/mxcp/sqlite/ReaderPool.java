package io.mxcp.sqlite;

import io.mxcp.domain.error.StoreUnavailableException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** A few connections that only read: beside the writer, and capped so that they do not starve it. */
final class ReaderPool implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;

    private final Connections connections;
    private final FileGuard guard;
    private final int size;
    private final Semaphore permits;
    private final Deque<Handle> idle = new ArrayDeque<>();
    private volatile boolean closed;

    ReaderPool(Connections connections, FileGuard guard, int size) {
        this.connections = connections;
        this.guard = guard;
        this.size = size;
        this.permits = new Semaphore(size);
    }

    <T> T read(Function<Handle, T> look) {
        guard.require();
        acquire();
        try {
            return readWithPermit(look);
        } finally {
            permits.release();
        }
    }

    /** Waits until nobody reads any more. */
    @Override
    public void close() {
        closed = true;
        permits.acquireUninterruptibly(size);
        for (Optional<Handle> handle = pop(); handle.isPresent(); handle = pop()) {
            handle.get().close();
        }
        permits.release(size);
    }

    private <T> T readWithPermit(Function<Handle, T> look) {
        Optional<Handle> handle = Optional.empty();
        try {
            handle = Optional.of(pop().orElseGet(this::open));
            T seen = look.apply(handle.get());
            push(handle.get());
            return seen;
        } catch (RuntimeException e) {
            handle.ifPresent(Handle::close);
            throw Failures.isOfTheStore(e) ? Failures.unavailable(e) : Failures.ofOneStep(e);
        }
    }

    private Handle open() {
        guard.check();
        return connections.openReader();
    }

    private void acquire() {
        try {
            boolean free = permits.tryAcquire() || permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (free && !closed) {
                return;
            }
            if (free) {
                permits.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new StoreUnavailableException(closed ? "the database is closed" : "too many read at the same time");
    }

    private Optional<Handle> pop() {
        synchronized (idle) {
            return Optional.ofNullable(idle.pollFirst());
        }
    }

    private void push(Handle handle) {
        synchronized (idle) {
            idle.addFirst(handle);
        }
    }
}
