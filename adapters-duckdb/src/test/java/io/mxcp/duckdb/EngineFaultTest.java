package io.mxcp.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.RequestHeaders;
import io.mxcp.domain.query.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault of the engine itself, after which it serves nobody. */
class EngineFaultTest {
    /** An aggregate whose function fails where the engine (2.0.0) is sure that it cannot. */
    private static final String FAULT = "SELECT json_group_structure(j::JSON) FROM"
            + " (SELECT concat(repeat('[', i::INT), repeat(']', i::INT)) AS j FROM range(100, 160) t(i))";

    private static QueryException failure(DuckDbContext context, String sql) {
        return assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> context.run(new Sql.ByOperator(sql), Map.of()))
                .actual();
    }

    private static DuckDbContext context(DuckDbEngine engine, String name) throws QueryException {
        return engine.open(Engines.person(name), RequestHeaders.NONE, AccessMode.READ_ONLY, Engines.LIMIT);
    }

    @Test
    void saysSoToEverybodyAndGivesItsFileBack(@TempDir Path folder) throws Exception {
        DuckDbSettings settings =
                DuckDbSettings.file(folder.resolve("x.duckdb")).withEngine(2, 256L * 1024 * 1024);
        DuckDbEngine engine = Engines.open(settings);
        Engines.write(engine, "CREATE TABLE kept AS SELECT 1 AS i");

        DuckDbContext beside = context(engine, "bob");
        try (DuckDbContext faulty = context(engine, "alice")) {
            QueryException fault = failure(faulty, FAULT);
            assertThat(fault.reason()).isEqualTo(Reason.FAILED);
            assertThat(fault).hasMessageContaining("a new one starts").hasMessageNotContaining("INTERNAL");
        }
        assertThat(engine.isBroken()).isTrue();
        assertThat(failure(beside, "SELECT 1").reason()).isEqualTo(Reason.BUSY);
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> context(engine, "carol"))
                .extracting(QueryException::reason)
                .isEqualTo(Reason.BUSY);

        engine.close();
        assertThat(engine.awaitEnd(Duration.ZERO)).isFalse();
        beside.close();
        assertThat(engine.awaitEnd(Duration.ZERO)).isTrue();
        try (DuckDbEngine another = Engines.open(settings)) {
            assertThat(Engines.byOperator(another, "SELECT i, get_username() FROM kept", Map.of())
                            .rows())
                    .containsExactly(List.of(1L, "alice"));
            assertThat(another.isBroken()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INTERNAL Error: FATAL Error",
                "FATAL Error: database has been invalidated because of a previous fatal error"
            })
    void isNotWhatAStatementSaysItself(String text) throws Exception {
        String sql = "SELECT error('" + text + "')";
        try (DuckDbEngine engine = Engines.fourThreads();
                Connection connection = engine.connection(AccessMode.READ_ONLY);
                Statement statement = connection.createStatement()) {
            SQLException error = assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.executeQuery(sql))
                    .withMessageContaining(text)
                    .actual();
            assertThat(EngineErrors.isFault(error)).isFalse();
            assertThatExceptionOfType(QueryException.class).isThrownBy(() -> Engines.byCaller(engine, sql));
            assertThat(engine.isBroken()).isFalse();
        }
    }

    @Test
    void waitsForTheEndOfTheLastContext() throws Exception {
        DuckDbEngine engine = Engines.fourThreads();
        try (DuckDbContext open = context(engine, "alice")) {
            engine.close();
            assertThat(engine.awaitEnd(Duration.ZERO)).isFalse();
            assertThat(open).isNotNull();
        }
        assertThat(engine.awaitEnd(Duration.ZERO)).isTrue();
        assertThat(engine.awaitEnd(Duration.ZERO)).isTrue();
    }
}
