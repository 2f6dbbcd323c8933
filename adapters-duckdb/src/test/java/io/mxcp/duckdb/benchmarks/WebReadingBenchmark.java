package io.mxcp.duckdb.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.Anonymous;
import io.mxcp.domain.query.QueryContext;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryResult;
import io.mxcp.domain.query.Sql;
import io.mxcp.domain.query.WebException;
import io.mxcp.domain.query.WebRequest;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.duckdb.DuckDbEngine;
import io.mxcp.duckdb.DuckDbSettings;
import io.mxcp.duckdb.EngineStartException;
import io.mxcp.duckdb.LoopbackReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
 * What reading 100 rows over HTTP from this machine costs in SQL, and the bare call in it. Run {@link #main} with the test class
 * path: the difference of the two is what SQL adds.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--enable-native-access=ALL-UNNAMED",
            // else the server waits 40 ms for an acknowledgement between head and body
            "-Dsun.net.httpserver.nodelay=true"
        })
public class WebReadingBenchmark {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int ROWS = 100;

    private final LoopbackReader reader = new LoopbackReader();
    private final ExecutorService serving = Executors.newCachedThreadPool();

    @SuppressWarnings("NullAway.Init") // by the set-up
    private HttpServer server;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private DuckDbEngine engine;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private URI address;

    /** Starts the server and opens the engine. */
    @Setup
    public void open() throws IOException, EngineStartException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(serving);
        byte[] body = rows();
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        engine = DuckDbEngine.open(
                DuckDbSettings.inMemory().withWebHosts(Set.of(address.toString())),
                new SecretGenerator(),
                Optional.of(reader));
    }

    private static byte[] rows() {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < ROWS; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"id\":" + i + ",\"name\":\"repository-" + i
                            + "\",\"owner\":{\"login\":\"alice\"},\"stars\":" + i * 7
                            + ",\"updated\":\"2026-01-02T03:04:05Z\"}");
        }
        return json.append("]").toString().getBytes(UTF_8);
    }

    /** Ends both. */
    @TearDown
    public void close() throws EngineStartException {
        engine.close();
        server.stop(0);
        serving.shutdownNow();
    }

    /** The bare call. */
    @Benchmark
    public byte[] bareCall() throws WebException {
        ByteArrayOutputStream into = new ByteArrayOutputStream();
        reader.read(new WebRequest(address, Map.of("Accept", Secret.of("application/json")), LIMIT, 1 << 20), into);
        return into.toByteArray();
    }

    /** The same call in SQL. */
    @Benchmark
    public QueryResult inSql() throws QueryException {
        return run("SELECT * FROM read_json_auto('" + address + "', headers = MAP {'Authorization': 'Bearer x'})");
    }

    /** Where the columns are said, so that the engine need not look for them. */
    @Benchmark
    public QueryResult inSqlWithColumns() throws QueryException {
        return run(
                "SELECT * FROM read_json('" + address + "', format = 'array', columns = {id: 'BIGINT', name: 'VARCHAR',"
                        + " owner: 'STRUCT(login VARCHAR)', stars: 'BIGINT', updated: 'TIMESTAMP'})");
    }

    private QueryResult run(String sql) throws QueryException {
        try (QueryContext context = engine.open(new Anonymous(), AccessMode.READ_ONLY, LIMIT)) {
            return context.run(new Sql.ByOperator(sql), Map.of());
        }
    }

    /** Runs all of them. */
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(WebReadingBenchmark.class.getSimpleName())
                        .build())
                .run();
    }
}
