package io.mxcp.application.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProviderBreakerTest {
    private final TestClock clock = new TestClock();
    private final ProviderBreaker breaker = new ProviderBreaker(clock);
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void leavesAProviderAloneThatCouldNotBeReachedFiveTimesInARow() throws ProviderException {
        failTimes(5, Failure.UNREACHABLE);
        failTimes(10, Failure.UNREACHABLE);
        assertThat(calls).hasValue(5);

        clock.advance(Duration.ofSeconds(5));
        assertThat(breaker.run(calls::incrementAndGet)).isEqualTo(6);
    }

    @Test
    void takesARefusalForASignOfLife() {
        failTimes(4, Failure.UNREACHABLE);
        failTimes(1, Failure.GRANT_REFUSED);
        failTimes(4, Failure.UNREACHABLE);
        failTimes(1, Failure.GRANT_REFUSED);

        assertThat(calls).hasValue(10);
    }

    @Test
    void restsNoLongerWhereTheClockIsSetBack() throws ProviderException {
        failTimes(5, Failure.UNREACHABLE);
        clock.advance(Duration.ofDays(-1));

        assertThat(breaker.run(calls::incrementAndGet)).isEqualTo(6);
    }

    @Test
    @Timeout(60)
    void letsSomeWaitForAPlaceAndNoMore() throws Exception {
        ProviderBreaker breaker = new ProviderBreaker(clock, Duration.ofMinutes(1));
        int places = ProviderBreaker.MOST_AT_ONCE;
        int patient = ProviderBreaker.MOST_WAITING;
        CountDownLatch held = new CountDownLatch(places);
        CountDownLatch free = new CountDownLatch(1);
        ExecutorService others = Executors.newCachedThreadPool();
        try {
            List<Future<Integer>> asked = new ArrayList<>();
            for (int i = 0; i < places + patient; i++) {
                asked.add(others.submit(() -> breaker.run(() -> {
                    held.countDown();
                    awaitQuietly(free);
                    return calls.incrementAndGet();
                })));
            }
            held.await();
            while (breaker.waiting() < patient) {
                Thread.onSpinWait();
            }
            assertThatExceptionOfType(ProviderException.class)
                    .isThrownBy(() -> breaker.run(calls::incrementAndGet))
                    .withMessageContaining("too many calls");
            free.countDown();
            for (Future<Integer> answer : asked) {
                assertThat(answer.get()).isPositive();
            }
        } finally {
            others.shutdownNow();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failTimes(int times, Failure failure) {
        for (int i = 0; i < times; i++) {
            assertThatExceptionOfType(ProviderException.class)
                    .isThrownBy(() -> breaker.run(() -> {
                        calls.incrementAndGet();
                        throw new ProviderException(failure, "told to fail");
                    }));
        }
    }
}
