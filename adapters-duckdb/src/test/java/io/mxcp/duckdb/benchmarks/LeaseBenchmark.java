package io.mxcp.duckdb.benchmarks;

import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.query.QueryContext;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryResult;
import io.mxcp.domain.query.Sql;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.duckdb.DuckDbEngine;
import io.mxcp.duckdb.DuckDbSettings;
import io.mxcp.duckdb.EngineStartException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What a lease costs: alone, and with a query of one row that asks who calls. Run {@link #main} with the test class path, or
 * {@code org.openjdk.jmh.Main LeaseBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class LeaseBenchmark {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Sql OPERATORS = new Sql.ByOperator("SELECT get_username(), get_user_email(), 42");
    private static final Sql OPERATORS_BOUND = new Sql.ByOperator("SELECT get_username(), get_user_email(), $x");
    private static final Sql CALLERS = new Sql.ByCaller("SELECT get_username(), get_user_email(), 42");

    private final AuthenticatedUser caller = new AuthenticatedUser(
            new ProviderId("example"),
            new UserProfile(
                    "https://issuer.example",
                    "1",
                    "alice",
                    Optional.of("alice@example.com"),
                    UserProfile.EmailVerification.VERIFIED,
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Map.of()),
            Secret.of("token-of-alice"),
            Scopes.NONE,
            new ClientId("client"),
            new GrantId("00112233445566778899aabbccddeeff"));

    @SuppressWarnings("NullAway.Init") // by the set-up
    private DuckDbEngine engine;

    private long counter;

    /** Opens the engine. */
    @Setup
    public void open() throws EngineStartException {
        engine = DuckDbEngine.open(DuckDbSettings.inMemory(), new SecretGenerator());
    }

    /** Closes it. */
    @TearDown
    public void close() throws EngineStartException {
        engine.close();
    }

    /** Open and close. */
    @Benchmark
    public void lease() throws QueryException {
        engine.open(caller, AccessMode.READ_ONLY, LIMIT).close();
    }

    /** An operator's query without parameters. */
    @Benchmark
    public QueryResult operatorsQuery() throws QueryException {
        return run(OPERATORS, Map.of());
    }

    /** An operator's query with one. */
    @Benchmark
    public QueryResult operatorsQueryWithParameter() throws QueryException {
        return run(OPERATORS_BOUND, Map.of("x", 42L));
    }

    /** A caller's query that the gate has seen before. */
    @Benchmark
    public QueryResult callersQuery() throws QueryException {
        return run(CALLERS, Map.of());
    }

    /** One that it has not. */
    @Benchmark
    public QueryResult callersNewQuery() throws QueryException {
        return run(new Sql.ByCaller("SELECT get_username(), get_user_email(), " + counter++), Map.of());
    }

    private QueryResult run(Sql sql, Map<String, Object> parameters) throws QueryException {
        try (QueryContext context = engine.open(caller, AccessMode.READ_ONLY, LIMIT)) {
            return context.run(sql, parameters);
        }
    }

    /** Runs all of them. */
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(LeaseBenchmark.class.getSimpleName())
                        .build())
                .run();
    }
}
