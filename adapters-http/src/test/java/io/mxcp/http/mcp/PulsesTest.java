package io.mxcp.http.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The one timer outlives whatever goes wrong with one call. */
@Timeout(30)
class PulsesTest {
    private final AtomicInteger failuresLeft = new AtomicInteger(3);

    @Test
    void goesOnLookingAfterAllCallsWhenThereWasNoThreadForOne() throws InterruptedException {
        Pulses pulses = new Pulses(Duration.ofMillis(5), new ShortOfThreads());
        List<LiveAnswer> answers = List.of(answerToNobody(), answerToNobody());
        answers.forEach(pulses::watch);

        while (!answers.stream().allMatch(LiveAnswer::isGone)) {
            TimeUnit.MILLISECONDS.sleep(5);
        }

        assertThat(failuresLeft).hasValueLessThanOrEqualTo(0);
        pulses.stop();
    }

    /** Its client has gone: every write fails. */
    private static LiveAnswer answerToNobody() {
        return new LiveAnswer((HttpServletResponse) Proxy.newProxyInstance(
                PulsesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (self, method, values) -> {
                    if (method.getExceptionTypes().length > 0) {
                        throw new IOException("closed");
                    }
                    return null;
                }));
    }

    private final class ShortOfThreads extends ThreadPoolExecutor {
        ShortOfThreads() {
            super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }

        @Override
        public void execute(Runnable task) {
            if (failuresLeft.getAndDecrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            super.execute(task);
        }
    }
}
