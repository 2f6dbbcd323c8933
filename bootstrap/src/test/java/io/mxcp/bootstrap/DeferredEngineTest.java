package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.contract.QueryEngineContract;
import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.Anonymous;
import io.mxcp.domain.query.QueryEngine;
import io.mxcp.domain.query.QueryException;
import io.mxcp.duckdb.DuckDbSettings;
import io.mxcp.duckdb.EngineStartException;
import io.mxcp.providers.egress.GuardedWebReader;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeferredEngineTest extends QueryEngineContract {
    @Override
    protected QueryEngine newEngine() {
        return DeferredEngine.opening(DuckDbSettings.inMemory(), new GuardedWebReader(false));
    }

    @Override
    protected void dispose(QueryEngine engine) throws EngineStartException {
        ((DeferredEngine) engine).close();
    }

    @Test
    void tellsWhyItDoesNotOpen(@TempDir Path folder) {
        DuckDbSettings missing =
                DuckDbSettings.file(folder.resolve("none.duckdb")).withReadOnly(true);

        DeferredEngine engine = DeferredEngine.opening(missing, new GuardedWebReader(false));

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(engine::await)
                .withMessageContaining("none.duckdb does not exist");
        assertThat(engine.isReady()).isFalse();
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> engine.open(new Anonymous(), AccessMode.READ_ONLY, Duration.ofSeconds(1)));
    }
}
