package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** T56: many may ask how the server is, and one of them looks. */
@Timeout(30)
class HealthServletTest {
    private static final int CALLERS = 8;
    private static final int LONGER_THAN_A_RESULT_HOLDS_MILLIS = 1_100;

    private final AtomicInteger probes = new AtomicInteger();
    private final List<Boolean> told = new CopyOnWriteArrayList<>();
    private final HealthServlet.KeptForASecond kept = new HealthServlet.KeptForASecond(this::hang);
    private final List<Thread> callers = IntStream.range(0, CALLERS)
            .mapToObj(i -> new Thread(() -> told.add(kept.getAsBoolean()), "caller-" + i))
            .toList();

    @Test
    void letsAllWhoWaitShareOneProbeHoweverLongItTakes() throws InterruptedException {
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(probes).hasValue(1);
        assertThat(told).hasSize(CALLERS).containsOnly(false);
    }

    /** Takes its time from when all others wait. */
    private boolean hang() {
        try {
            while (probes.get() == 0 && waiting() < CALLERS - 1) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            probes.incrementAndGet();
            TimeUnit.MILLISECONDS.sleep(LONGER_THAN_A_RESULT_HOLDS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private long waiting() {
        return callers.stream()
                .filter(caller -> caller.getState() == Thread.State.BLOCKED)
                .count();
    }
}
