package io.mxcp.providers.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CachedTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final int CALLERS = 8;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<Thread> started = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS, this::thread);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task);
        started.add(thread);
        return thread;
    }

    /** One reads, and waits for the test; the others wait for that one. */
    private void awaitAllButOneInTheQueue() throws InterruptedException {
        while (started.stream()
                        .filter(thread -> thread.getState() == Thread.State.WAITING)
                        .count()
                < CALLERS - 1) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private Cached<String> cached(Cached.Reader<String> reader) {
        return new Cached<>(
                () -> {
                    reads.incrementAndGet();
                    return reader.read();
                },
                Duration.ofHours(1),
                now::get);
    }

    private static ProviderException down() {
        return new ProviderException(Failure.UNREACHABLE, "down");
    }

    @Test
    @Timeout(30)
    void letsAllWhoWaitShareOneFailedAttempt() throws Exception {
        Cached<String> cached = cached(() -> {
            await(release);
            throw down();
        });
        List<Future<ProviderException>> callers = IntStream.range(0, CALLERS)
                .mapToObj(i -> threads.submit(() -> catchThrowableOfType(ProviderException.class, cached::get)))
                .toList();
        awaitAllButOneInTheQueue();
        release.countDown();
        for (Future<ProviderException> caller : callers) {
            assertThat(caller.get(5, TimeUnit.SECONDS).failure()).isEqualTo(Failure.UNREACHABLE);
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void givesTheOldCopyWhileANewOneIsRead() throws Exception {
        Cached<String> cached = cached(() -> {
            if (reads.get() > 1) {
                await(release);
                return "new";
            }
            return "old";
        });
        assertThat(cached.get()).isEqualTo("old");
        now.set(START.plus(Duration.ofHours(2)));
        Future<String> reader = threads.submit(cached::get);
        while (reads.get() < 2) {
            Thread.onSpinWait();
        }
        assertThat(cached.get()).isEqualTo("old");
        release.countDown();
        assertThat(reader.get(5, TimeUnit.SECONDS)).isEqualTo("new");
        assertThat(cached.get()).isEqualTo("new");
    }

    @Test
    void asksNoMoreThanTwiceAMinuteEvenIfAskedAnewDuringAnOutage() throws ProviderException {
        Cached<String> cached = cached(() -> {
            if (reads.get() > 1) {
                throw down();
            }
            return "old";
        });
        cached.get();
        now.set(START.plusSeconds(31));
        for (int i = 0; i < 3; i++) {
            assertThat(cached.again()).isEqualTo("old");
        }
        assertThat(reads).hasValue(2);
    }

    @Test
    void isNotFooledByAClockThatWasSetBack() throws ProviderException {
        Cached<String> cached = cached(() -> "document");
        cached.get();
        now.set(START.minus(Duration.ofDays(1)));
        cached.get();
        assertThat(reads).hasValue(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
