package io.mxcp.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.RequestHeaders;
import io.mxcp.domain.query.Sql;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each statement is stopped in time, whatever another one does (T66). */
@Timeout(60)
class WatchdogTest {
    private final Watchdog watchdog = new Watchdog();

    @Test
    void stopsOneWhoseTimeIsOverAlthoughTheInterruptOfAnotherWaits() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Runnable untilTold = () -> {
            waits.countDown();
            await(goOn);
        };
        try (RunningStatement stuck = RunningStatement.watch(untilTold, watchdog, System.nanoTime())) {
            await(waits);
            CountDownLatch stopped = new CountDownLatch(1);
            try (RunningStatement other = RunningStatement.watch(stopped::countDown, watchdog, System.nanoTime())) {
                await(stopped);
                assertThat(other.stopped()).contains(Reason.TIMED_OUT);
            }
            stuck.cancel(); // waits for nothing either
            assertThat(stuck.stopped()).contains(Reason.TIMED_OUT);
            goOn.countDown();
        } finally {
            goOn.countDown();
            watchdog.close();
        }
    }

    @Test
    void looksAgainAfterAFault() throws Exception {
        CountDownLatch twice = new CountDownLatch(2);
        Runnable faulty = () -> {
            twice.countDown();
            throw new AssertionError("a fault on purpose");
        };
        try (RunningStatement running = RunningStatement.watch(faulty, watchdog, System.nanoTime())) {
            await(twice);
            assertThat(running.stopped()).contains(Reason.TIMED_OUT);
        } finally {
            watchdog.close();
        }
    }

    @Test
    void stopsAgainAndAgainWhatStillRunsWhenItIsClosed() throws Exception {
        CountDownLatch thrice = new CountDownLatch(3);
        try (RunningStatement running = RunningStatement.watch(thrice::countDown, watchdog, inAMinute())) {
            watchdog.close();
            await(thrice);
            assertThat(running.stopped()).contains(Reason.CANCELLED);
        }
    }

    @Test
    void letsNothingBeginOnceItIsClosed() throws Exception {
        watchdog.close();
        try (Connection connection = RawDatabase.inMemory();
                Statement statement = connection.createStatement();
                RunningStatement late = RunningStatement.watch(() -> {}, watchdog, inAMinute())) {
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> late.executes(statement))
                    .extracting(QueryException::reason)
                    .isEqualTo(Reason.CANCELLED);
        }
    }

    /** While the engine plans, and works out a constant, it takes no interrupt. */
    @Test
    void keepsOthersLimitsWhileTheEnginePlansForLong() throws Exception {
        String list = "[" + "1, ".repeat(600) + "1]";
        String slowToPlan = "SELECT len(list_filter([..], lambda a: len(list_filter([..], lambda b: b = a AND"
                + " len(list_filter([..], lambda c: c = b)) > 0)) > 0))";
        try (DuckDbEngine engine = Engines.fourThreads()) {
            CompletableFuture<Reason> planner = CompletableFuture.supplyAsync(
                    () -> reason(engine, slowToPlan.replace("[..]", list), Duration.ofMillis(300)));
            while (!isStopping() && !planner.isDone()) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            Reason bystander = reason(
                    engine,
                    "SELECT sum(a.i) FROM range(1000000) a(i), range(10000000) b(i) WHERE (a.i * b.i) % 7 = 3",
                    Duration.ofMillis(50));
            assertThat(planner).as("still plans").isNotDone();
            assertThat(bystander).isEqualTo(Reason.TIMED_OUT);
            assertThat(planner.get()).isEqualTo(Reason.TIMED_OUT);
        }
    }

    private static boolean isStopping() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("duckdb-interrupt"));
    }

    private static Reason reason(DuckDbEngine engine, String sql, Duration limit) {
        try (DuckDbContext context =
                engine.open(Engines.person("alice"), RequestHeaders.NONE, AccessMode.READ_ONLY, limit)) {
            context.run(new Sql.ByOperator(sql), Map.of());
            throw new AssertionError("it was not stopped");
        } catch (QueryException e) {
            return e.reason();
        }
    }

    private static long inAMinute() {
        return System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
