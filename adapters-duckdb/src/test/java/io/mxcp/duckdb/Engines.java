package io.mxcp.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.Anonymous;
import io.mxcp.domain.query.QueryContext;
import io.mxcp.domain.query.QueryEngine;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryResult;
import io.mxcp.domain.query.RequestHeaders;
import io.mxcp.domain.query.Sql;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Engines and people for tests. */
final class Engines {
    static final Duration LIMIT = Duration.ofSeconds(60);

    private Engines() {}

    static DuckDbEngine open(DuckDbSettings settings) throws EngineStartException {
        return DuckDbEngine.open(settings, new SecretGenerator());
    }

    /** In memory with four threads of its own. */
    static DuckDbEngine fourThreads() throws EngineStartException {
        return open(DuckDbSettings.inMemory().withEngine(4, 512L * 1024 * 1024));
    }

    static Identity person(String name) {
        return person(name, Set.of());
    }

    /** The same, whose provider has its data there. */
    static Identity person(String name, Set<String> dataHosts) {
        return new Identity(
                name,
                name + "@example.com",
                "example",
                "id-of-" + name,
                "Name of " + name,
                Optional.of(Secret.of("token-of-" + name)),
                Map.of("fact", "fact of " + name),
                dataHosts);
    }

    static Identity nobody() {
        return Identity.of(new Anonymous());
    }

    static QueryResult byOperator(DuckDbEngine engine, String text, Map<String, Object> parameters)
            throws QueryException {
        return run(engine, person("alice"), AccessMode.READ_ONLY, new Sql.ByOperator(text), parameters);
    }

    static QueryResult byCaller(DuckDbEngine engine, String text) throws QueryException {
        return run(engine, person("alice"), AccessMode.READ_ONLY, new Sql.ByCaller(text), Map.of());
    }

    static void write(DuckDbEngine engine, String text) throws QueryException {
        run(engine, person("writer"), AccessMode.READ_WRITE, new Sql.ByOperator(text), Map.of());
    }

    static QueryResult run(
            DuckDbEngine engine, Identity identity, AccessMode mode, Sql sql, Map<String, Object> parameters)
            throws QueryException {
        try (QueryContext context = engine.open(identity, RequestHeaders.NONE, mode, LIMIT)) {
            return context.run(sql, parameters);
        }
    }

    static void dispose(QueryEngine engine) throws EngineStartException {
        ((DuckDbEngine) engine).close();
    }

    /** The lines of a resource that are neither empty nor comments. */
    static List<String> lines(String resource) throws IOException {
        try (InputStream in = Engines.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("--"))
                    .toList();
        }
    }
}
