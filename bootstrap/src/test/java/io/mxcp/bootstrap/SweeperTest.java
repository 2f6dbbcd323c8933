package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is over goes in the end, whatever went wrong once. */
class SweeperTest {
    private final CountDownLatch sweeps = new CountDownLatch(2);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sweepsAgainAfterAFailure(boolean error) throws InterruptedException {
        Sweeper sweeper = new Sweeper(() -> failOnce(error), Duration.ofMillis(5));
        boolean again = sweeps.await(10, TimeUnit.SECONDS);
        sweeper.close();

        assertThat(again).isTrue();
    }

    private boolean failOnce(boolean error) {
        boolean first = sweeps.getCount() == 2;
        sweeps.countDown();
        if (first && error) {
            throw new OutOfMemoryError("Java heap space");
        }
        if (first) {
            throw new IllegalStateException("locked");
        }
        return false;
    }
}
