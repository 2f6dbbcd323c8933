package io.mxcp.application.access;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Lets one of many threads do a piece of work for a key; the others wait for it and share what came of it. */
final class SingleFlight<K, V> {
    private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

    /** A piece of work that asks a provider. */
    @FunctionalInterface
    interface Work<V> {
        V run() throws ProviderException;
    }

    V run(K key, Work<V> work) throws ProviderException {
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> running = flights.putIfAbsent(key, mine);
        return running == null ? fly(key, mine, work) : await(running);
    }

    private V fly(K key, CompletableFuture<V> mine, Work<V> work) throws ProviderException {
        try {
            V result = work.run();
            mine.complete(result);
            return result;
        } catch (ProviderException | RuntimeException failure) {
            mine.completeExceptionally(failure);
            throw failure;
        } finally {
            flights.remove(key, mine);
            // after an Error, say in a provider's jar, the others must not wait for ever; else this has no effect
            mine.completeExceptionally(new ProviderException(Failure.UNREACHABLE, "the renewal was broken off"));
        }
    }

    private V await(CompletableFuture<V> running) throws ProviderException {
        try {
            return running.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof ProviderException failure) {
                throw failure;
            }
            throw failed.getCause() instanceof RuntimeException failure ? failure : failed;
        }
    }
}
