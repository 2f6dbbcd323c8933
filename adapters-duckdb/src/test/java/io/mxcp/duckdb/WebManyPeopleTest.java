package io.mxcp.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.QueryContext;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.RequestHeaders;
import io.mxcp.domain.query.Sql;
import io.mxcp.domain.secret.SecretGenerator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Q13, T67: eight people read over real HTTP at once, thousands of times, and the server behind sees each with their own token. */
class WebManyPeopleTest {
    private static final int PEOPLE = 8;
    private static final int READS = 2_400;

    private static final AtomicInteger REQUESTS = new AtomicInteger();
    private static final Semaphore HANGING = new Semaphore(0);
    private static final CountDownLatch RELEASED = new CountDownLatch(1);

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static HttpServer server;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static ExecutorService serving;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static DuckDbEngine engine;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static String site;

    @BeforeAll
    static void open() throws Exception {
        serving = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(serving);
        server.createContext("/me", exchange -> {
            REQUESTS.incrementAndGet();
            String bearer = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] body = ("[{\"bearer\": \"" + bearer + "\", \"path\": \"" + exchange.getRequestURI() + "\"}]")
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/hang", exchange -> {
            HANGING.release();
            awaitRelease();
            exchange.close();
        });
        server.start();
        site = "http://127.0.0.1:" + server.getAddress().getPort();
        engine = DuckDbEngine.open(
                DuckDbSettings.inMemory()
                        .withEngine(4, 512L * 1024 * 1024)
                        .withContexts(PEOPLE, Duration.ofSeconds(60)),
                new SecretGenerator(),
                Optional.of(new LoopbackReader()));
    }

    private static void awaitRelease() throws IOException {
        try {
            RELEASED.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @AfterAll
    static void close() throws Exception {
        RELEASED.countDown();
        engine.close();
        server.stop(0);
        serving.shutdownNow();
    }

    @Test
    void sendsEachReadWithTheTokenOfItsCaller() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PEOPLE);
        try {
            List<Future<List<Object>>> answers = new ArrayList<>();
            for (int i = 0; i < READS; i++) {
                int read = i;
                answers.add(threads.submit(() -> ask(read)));
            }
            for (int i = 0; i < READS; i++) {
                String name = name(i);
                assertThat(answers.get(i).get())
                        .containsExactly("Bearer token-of-" + name, name, i % 3 == 0 ? "/me" : "/me?" + i);
            }
            assertThat(REQUESTS).hasValue(READS);
        } finally {
            threads.shutdownNow();
        }
    }

    private static String name(int read) {
        return "person-" + read % PEOPLE;
    }

    /** Some by an operator and some by callers; some of the same text for all. */
    private static List<Object> ask(int read) throws QueryException {
        String address = site + (read % 3 == 0 ? "/me" : "/me?" + read);
        String query = "SELECT bearer, get_username(), path FROM read_json_auto('" + address
                + "', headers = MAP {'Authorization': 'Bearer ' || get_user_external_token()})";
        Sql sql = read % 2 == 0 ? new Sql.ByOperator(query) : new Sql.ByCaller(query);
        return Engines.run(engine, Engines.person(name(read), Set.of(site)), AccessMode.READ_ONLY, sql, Map.of())
                .rows()
                .get(0);
    }

    /** With a parameter it is read while the statement is prepared. */
    @ParameterizedTest
    @ValueSource(strings = {"FROM read_json_auto('%s/hang')", "SELECT $one FROM read_json_auto('%s/hang')"})
    void endsAReadThatHangsWhenItIsCancelled(String sql) throws Exception {
        HANGING.drainPermits();
        ExecutorService other = Executors.newSingleThreadExecutor();
        Identity alice = Engines.person("alice", Set.of(site));
        try (QueryContext context = engine.open(alice, RequestHeaders.NONE, AccessMode.READ_ONLY, Engines.LIMIT)) {
            Future<?> cancelled = other.submit(() -> {
                HANGING.acquire();
                context.cancel();
                return null;
            });
            long start = System.nanoTime();
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> context.run(new Sql.ByOperator(sql.formatted(site)), Map.of("one", 1L)))
                    .extracting(QueryException::reason)
                    .isEqualTo(Reason.CANCELLED);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            cancelled.get(10, TimeUnit.SECONDS);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void endsAReadWithTheTimeOfItsContext() throws Exception {
        Identity alice = Engines.person("alice", Set.of(site));
        try (QueryContext context =
                engine.open(alice, RequestHeaders.NONE, AccessMode.READ_ONLY, Duration.ofMillis(300))) {
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(
                            () -> context.run(new Sql.ByOperator("FROM read_json_auto('" + site + "/hang')"), Map.of()))
                    .extracting(QueryException::reason)
                    .isEqualTo(Reason.TIMED_OUT);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }
}
