package io.mxcp.application.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.error.StoreUnavailableException;
import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
    private final SingleFlight<String, Integer> flights = new SingleFlight<>();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void runsOnceForAllWhoComeMeanwhile() {
        List<Integer> results = Race.of(() -> flights.run("key", () -> slowly(() -> runs.incrementAndGet())));

        assertThat(runs.get()).isLessThan(Race.CALLERS / 2);
        assertThat(results).hasSize(Race.CALLERS);
    }

    @Test
    void tellsEverybodyOfAFailureAsItIs() {
        List<Object> failures = Race.of(() -> failureOf(() -> slowly(() -> {
            throw new StoreUnavailableException("disk full");
        })));
        List<Object> refusals = Race.of(() -> failureOf(() -> slowly(() -> {
            throw new ProviderException(Failure.UNREACHABLE, "down");
        })));

        assertThat(failures).hasOnlyElementsOfType(StoreUnavailableException.class);
        assertThat(refusals).hasOnlyElementsOfType(ProviderException.class);
    }

    @Test
    void fliesAgainAfterAnError() throws ProviderException {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> flights.run("key", () -> {
                    throw new AssertionError("out of memory, say");
                }));

        assertThat(flights.run("key", () -> 1)).isEqualTo(1);
    }

    private Object failureOf(SingleFlight.Work<Integer> work) {
        try {
            return flights.run("key", work);
        } catch (ProviderException | StoreUnavailableException | java.util.concurrent.CompletionException e) {
            return e;
        }
    }

    private static Integer slowly(SingleFlight.Work<Integer> work) throws ProviderException {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return work.run();
    }
}
