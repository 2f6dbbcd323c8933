package io.mxcp.duckdb;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller's SQL that is nested to exhaust a stack: ours, or the engine's, where it would end the process. */
class CallersNestingTest {
    @SuppressWarnings("NullAway.Init") // by the set-up
    private static DuckDbEngine engine;

    @BeforeAll
    static void open() throws Exception {
        engine = Engines.fourThreads();
    }

    @AfterAll
    static void close() throws Exception {
        engine.close();
    }

    private static void isRefused(String sql) {
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> Engines.byCaller(engine, sql))
                .extracting(QueryException::reason)
                .isEqualTo(Reason.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 1_000, 3_000, 40_000})
    void refusesReadersWithinReaders(int depth) {
        isRefused("SELECT * FROM " + "read_text(".repeat(depth) + "'x'" + ")".repeat(depth));
    }

    /**
     * On a deep text the first ends the process with SIGSEGV, and the others end in an internal error, after which the engine serves
     * nobody.
     */
    @ParameterizedTest
    @ValueSource(strings = {"json_contains('[1]', '1')", "json_structure('[1]')", "json_group_structure('[1]')"})
    void refusesJsonFunctionsThatADeepTextBreaks(String call) {
        isRefused("SELECT " + call);
    }
}
