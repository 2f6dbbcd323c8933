package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.mxcp.domain.contract.QueryEngineContract;
import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.Anonymous;
import io.mxcp.domain.query.QueryContext;
import io.mxcp.domain.query.QueryEngine;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.QueryResult;
import io.mxcp.domain.query.Sql;
import io.mxcp.duckdb.DuckDbSettings;
import io.mxcp.duckdb.EngineStartException;
import io.mxcp.providers.egress.GuardedWebReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeferredEngineTest extends QueryEngineContract {
    /** An aggregate whose function fails where the engine (2.0.0) is sure that it cannot. */
    private static final String FAULT = "SELECT json_group_structure(j::JSON) FROM"
            + " (SELECT concat(repeat('[', i::INT), repeat(']', i::INT)) AS j FROM range(100, 160) t(i))";

    @Override
    protected QueryEngine newEngine() {
        return DeferredEngine.opening(DuckDbSettings.inMemory(), new GuardedWebReader(false));
    }

    @Override
    protected void dispose(QueryEngine engine) throws EngineStartException {
        ((DeferredEngine) engine).close();
    }

    @Test
    void tellsWhyItDoesNotOpen(@TempDir Path folder) throws Exception {
        DuckDbSettings missing =
                DuckDbSettings.file(folder.resolve("none.duckdb")).withReadOnly(true);

        try (DeferredEngine engine = DeferredEngine.opening(missing, new GuardedWebReader(false))) {
            assertThatExceptionOfType(StartException.class)
                    .isThrownBy(engine::await)
                    .withMessageContaining("none.duckdb does not exist");
            assertThat(engine.isReady()).isFalse();
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> engine.open(new Anonymous(), AccessMode.READ_ONLY, Duration.ofSeconds(1)));
        }
    }

    private static QueryResult run(QueryContext context, String sql) throws QueryException {
        return context.run(new Sql.ByOperator(sql), Map.of());
    }

    private static QueryContext open(DeferredEngine engine, AccessMode mode) throws QueryException {
        return engine.open(new Anonymous(), mode, Duration.ofSeconds(60));
    }

    private static void breakDown(DeferredEngine engine) throws QueryException {
        try (QueryContext context = open(engine, AccessMode.READ_ONLY)) {
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> run(context, FAULT))
                    .withMessageContaining("a new one starts");
        }
    }

    @Test
    void opensAnotherEngineWhereAFaultEndedOne(@TempDir Path folder) throws Exception {
        DuckDbSettings settings = DuckDbSettings.file(folder.resolve("x.duckdb"));
        try (DeferredEngine engine = DeferredEngine.opening(settings, new GuardedWebReader(false))) {
            try (QueryContext context = open(engine, AccessMode.READ_WRITE)) {
                run(context, "CREATE TABLE kept AS SELECT 1 AS i");
            }
            try (QueryContext beside = open(engine, AccessMode.READ_ONLY)) {
                breakDown(engine);
                assertThat(engine.isReady()).isFalse();
                assertThatExceptionOfType(QueryException.class)
                        .isThrownBy(() -> run(beside, "SELECT 1"))
                        .extracting(QueryException::reason)
                        .isEqualTo(Reason.BUSY);
            }
            try (QueryContext context = open(engine, AccessMode.READ_ONLY)) {
                assertThat(run(context, "SELECT i, get_username() FROM kept").rows())
                        .containsExactly(List.of(1L, ""));
                assertThatExceptionOfType(QueryException.class)
                        .isThrownBy(() -> run(context, "SET threads = 1"))
                        .extracting(QueryException::reason)
                        .isEqualTo(Reason.REFUSED);
            }
            assertThat(engine.isReady()).isTrue();
        }
    }

    @Test
    void closesWhileAContextOfItsBrokenEngineIsStillOpen() throws Exception {
        DeferredEngine engine = DeferredEngine.opening(DuckDbSettings.inMemory(), new GuardedWebReader(false));
        try (QueryContext beside = open(engine, AccessMode.READ_ONLY)) {
            breakDown(engine);
            assertThat(engine.isReady()).isFalse();

            assertTimeoutPreemptively(Duration.ofSeconds(60), engine::close);

            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> run(beside, "SELECT 1"))
                    .extracting(QueryException::reason)
                    .isEqualTo(Reason.BUSY);
            assertThatExceptionOfType(QueryException.class).isThrownBy(() -> open(engine, AccessMode.READ_ONLY));
        }
    }

    @Test
    void saysInTheLogThatADatabaseInMemoryIsLost() throws Exception {
        try (DeferredEngine engine = DeferredEngine.opening(DuckDbSettings.inMemory(), new GuardedWebReader(false));
                LogLines logged = new LogLines()) {
            try (QueryContext context = open(engine, AccessMode.READ_WRITE)) {
                run(context, "CREATE TABLE lost AS SELECT 1 AS i");
            }
            breakDown(engine);
            try (QueryContext context = open(engine, AccessMode.READ_ONLY)) {
                assertThatExceptionOfType(QueryException.class).isThrownBy(() -> run(context, "FROM lost"));
            }
            assertThat(logged.read())
                    .anySatisfy(line -> assertThat(line).contains("opened anew").contains("in memory: lost"));
        }
    }
}
