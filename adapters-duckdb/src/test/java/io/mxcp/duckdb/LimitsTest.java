package io.mxcp.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.QueryContext;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.RequestHeaders;
import io.mxcp.domain.query.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much one may take, and for how long. */
class LimitsTest {
    private static final long MEMORY = 128L * 1024 * 1024;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static DuckDbEngine engine;

    @BeforeAll
    static void open() throws Exception {
        engine = Engines.open(DuckDbSettings.inMemory()
                .withEngine(4, MEMORY)
                .withResult(1_000, 10_000)
                .withContexts(2, Duration.ofMillis(50)));
    }

    @AfterAll
    static void close() throws Exception {
        engine.close();
    }

    private static QueryException failure(String query) {
        return assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> Engines.byCaller(engine, query))
                .actual();
    }

    @Test
    void letsAsManyRowsThroughAsAreAllowedAndNotOneMore() throws Exception {
        assertThat(Engines.byCaller(engine, "SELECT 1 FROM range(1000)").rows()).hasSize(1_000);
        QueryException tooMany = failure("SELECT 1 FROM range(1001)");
        assertThat(tooMany.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(tooMany).hasMessageContaining("1000 rows").hasMessageContaining("LIMIT");
    }

    @Test
    void countsBytesInsideOfListsAndStructsToo() {
        String tenThousandAndMore =
                "concat_ws(''" + ", 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'".repeat(201) + ")";
        for (String form : List.of("%s", "[%s]", "{'a': %s}", "MAP {'k': [%s]}")) {
            assertThat(failure("SELECT " + form.formatted(tenThousandAndMore)).reason())
                    .isEqualTo(Reason.TOO_LARGE);
        }
    }

    @Test
    void endsAQueryThatNeedsMoreMemoryThanThereIs() {
        assertThat(failure("SELECT len(list(i)) FROM range(9000000) t(i), range(100)")
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(failure("WITH RECURSIVE t(s, n) AS (SELECT 'xxxxxxxxxx', 1 UNION ALL SELECT s || s, n + 1 FROM t"
                                + " WHERE n < 30) SELECT max(length(s)) FROM t")
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void saysThatItIsBusyWhenAllPlacesAreTaken() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (QueryContext one =
                        engine.open(Engines.person("alice"), RequestHeaders.NONE, AccessMode.READ_ONLY, Engines.LIMIT);
                QueryContext two =
                        engine.open(Engines.person("bob"), RequestHeaders.NONE, AccessMode.READ_ONLY, Engines.LIMIT)) {
            assertThat(List.of(one, two)).doesNotHaveDuplicates();
            assertThat(failure("SELECT 1").reason()).isEqualTo(Reason.BUSY);
        } finally {
            other.shutdownNow();
        }
        assertThat(Engines.byCaller(engine, "SELECT 1").rows()).hasSize(1);
    }

    @Test
    void givesEveryPlaceBackAfterFailuresOfAllKinds() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(failure("SELECT nothere()").reason()).isEqualTo(Reason.REFUSED);
            assertThat(failure("SELECT * FROM nothere").reason()).isEqualTo(Reason.FAILED);
            assertThat(failure("SELECT 1 FROM range(2000)").reason()).isEqualTo(Reason.TOO_LARGE);
        }
        assertThat(Engines.byCaller(engine, "SELECT 1").rows()).hasSize(1);
    }

    @Test
    void countsTheTimeOfAllStatementsOfAContextTogether() throws Exception {
        String half = "SELECT sum(a.i) FROM range(100000) a(i), range(30000) b(i) WHERE (a.i * b.i) % 7 = 3";
        try (QueryContext context = engine.open(
                Engines.person("alice"), RequestHeaders.NONE, AccessMode.READ_ONLY, Duration.ofMillis(300))) {
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            context.run(new Sql.ByOperator(half), Map.of());
                        }
                    })
                    .extracting(QueryException::reason)
                    .isEqualTo(Reason.TIMED_OUT);
        }
    }

    @Test
    void doesNotCommitWhatTimedOut() throws Exception {
        Engines.write(engine, "CREATE OR REPLACE TABLE slow(i BIGINT)");
        try (QueryContext context = engine.open(
                Engines.person("alice"), RequestHeaders.NONE, AccessMode.READ_WRITE, Duration.ofSeconds(2))) {
            context.run(new Sql.ByOperator("INSERT INTO slow VALUES (1)"), Map.of());
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> context.run(
                            new Sql.ByOperator(
                                    "INSERT INTO slow SELECT a.i FROM range(1000000) a(i), range(1000000) b(i)"
                                            + " WHERE (a.i * b.i) % 1000003 = 3"),
                            Map.of()));
        }
        assertThat(Engines.byCaller(engine, "SELECT count(*) FROM slow").rows()).containsExactly(List.of(0L));
    }

    @Test
    void doesNotCommitWhatIsRolledBack() throws Exception {
        Engines.write(engine, "CREATE OR REPLACE TABLE unwanted(i BIGINT)");
        try (QueryContext context =
                engine.open(Engines.person("alice"), RequestHeaders.NONE, AccessMode.READ_WRITE, Engines.LIMIT)) {
            context.run(new Sql.ByOperator("INSERT INTO unwanted VALUES (1)"), Map.of());
            context.rollBack();
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> context.run(new Sql.ByOperator("INSERT INTO unwanted VALUES (2)"), Map.of()));
        }
        assertThat(Engines.byCaller(engine, "SELECT count(*) FROM unwanted").rows())
                .containsExactly(List.of(0L));
    }

    @Test
    void belongsToTheThreadThatOpenedIt() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (QueryContext context =
                engine.open(Engines.person("alice"), RequestHeaders.NONE, AccessMode.READ_ONLY, Engines.LIMIT)) {
            other.submit(() -> assertThatIllegalStateException()
                            .isThrownBy(() -> context.run(new Sql.ByOperator("SELECT 1"), Map.of())))
                    .get();
        } finally {
            other.shutdownNow();
        }
    }

    /** How far a thread is: in a query it is in DuckDB's own code. */
    private static boolean isInDuckDb(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(
                        frame -> frame.isNativeMethod() && frame.getClassName().startsWith("org.duckdb."));
    }

    @Test
    @Timeout(60)
    void stopsWhatRunsWhenTheEngineIsClosedAndOpensNothingMore() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        DuckDbEngine closing = Engines.fourThreads();
        Thread caller = Thread.currentThread();
        try (QueryContext context =
                closing.open(Engines.person("alice"), RequestHeaders.NONE, AccessMode.READ_ONLY, Engines.LIMIT)) {
            Future<?> closed = other.submit(() -> {
                while (!isInDuckDb(caller)) {
                    TimeUnit.MILLISECONDS.sleep(5);
                }
                TimeUnit.MILLISECONDS.sleep(300);
                closing.close();
                return null;
            });
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> context.run(
                            new Sql.ByOperator("SELECT sum(a.i) FROM range(1000000) a(i), range(10000000) b(i)"
                                    + " WHERE (a.i * b.i) % 7 = 3"),
                            Map.of()))
                    .extracting(QueryException::reason)
                    .isEqualTo(Reason.CANCELLED);
            closed.get();
        } finally {
            other.shutdownNow();
        }
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> Engines.byCaller(closing, "SELECT 1"))
                .extracting(QueryException::reason)
                .isEqualTo(Reason.BUSY);
    }

    @Test
    void runsNothingOnceClosed() throws Exception {
        QueryContext context =
                engine.open(Engines.person("alice"), RequestHeaders.NONE, AccessMode.READ_ONLY, Engines.LIMIT);
        context.close();
        assertThatIllegalStateException().isThrownBy(() -> context.run(new Sql.ByOperator("SELECT 1"), Map.of()));
    }
}
