package io.mxcp.application.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

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
