package io.mxcp.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.Anonymous;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.query.Caller;
import io.mxcp.domain.query.QueryContext;
import io.mxcp.domain.query.QueryEngine;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.QueryResult;
import io.mxcp.domain.query.Sql;
import io.mxcp.domain.query.SqlNull;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link QueryEngine} promises. Extend it and supply an engine over an empty database that may be written to and
 * that has room for at least 16 contexts.
 */
public abstract class QueryEngineContract {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String WHO =
            "SELECT get_username() AS name, get_user_email() AS email, get_user_provider() AS provider,"
                    + " get_user_external_token() AS external";
    /** Endless for all that matters, and without a large result. */
    private static final String LONG =
            "SELECT sum(a.i) FROM range(1000000) a(i), range(10000000) b(i) WHERE (a.i * b.i) % 7 = 3";

    @SuppressWarnings("NullAway.Init") // by the set-up
    private QueryEngine engine;

    /** A new engine; {@link #dispose} ends it. */
    protected abstract QueryEngine newEngine() throws Exception;

    /** Closes what {@link #newEngine} gave. */
    protected abstract void dispose(QueryEngine engine) throws Exception;

    @BeforeEach
    final void openEngine() throws Exception {
        engine = newEngine();
    }

    @AfterEach
    final void disposeOfEngine() throws Exception {
        dispose(engine);
    }

    /** A person of this name, whose token is {@code token-of-<name>}. */
    protected static AuthenticatedUser person(String name) {
        UserProfile profile = new UserProfile(
                "https://issuer.example",
                "subject-" + name,
                name,
                Optional.of(name + "@example.com"),
                UserProfile.EmailVerification.VERIFIED,
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of());
        return new AuthenticatedUser(
                new ProviderId("example"),
                profile,
                Secret.of("token-of-" + name),
                Scopes.NONE,
                new ClientId("client"),
                new GrantId("00112233445566778899aabbccddeeff"));
    }

    private QueryResult read(Caller caller, Sql sql) throws QueryException {
        try (QueryContext context = engine.open(caller, AccessMode.READ_ONLY, LIMIT)) {
            return context.run(sql, Map.of());
        }
    }

    private void write(String... statements) throws QueryException {
        try (QueryContext context = engine.open(person("writer"), AccessMode.READ_WRITE, LIMIT)) {
            for (String statement : statements) {
                context.run(new Sql.ByOperator(statement), Map.of());
            }
        }
    }

    private Object echo(Object value) throws QueryException {
        try (QueryContext context = engine.open(new Anonymous(), AccessMode.READ_ONLY, LIMIT)) {
            return context.run(new Sql.ByOperator("SELECT $value AS value"), Map.of("value", value))
                    .rows()
                    .get(0)
                    .get(0);
        }
    }

    private Reason refusal(AccessMode mode, Duration limit, Sql sql) throws QueryException {
        try (QueryContext context = engine.open(person("alice"), mode, limit)) {
            QueryException refused = assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> context.run(sql, Map.of()))
                    .actual();
            return refused.reason();
        }
    }

    @Test
    void keepsAStatementFromStartingAfterTheContextWasCancelled() throws QueryException {
        try (QueryContext context = engine.open(new Anonymous(), AccessMode.READ_ONLY, LIMIT)) {
            context.cancel();

            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> context.run(new Sql.ByOperator("SELECT 42"), Map.of()))
                    .extracting(QueryException::reason)
                    .isEqualTo(Reason.CANCELLED);
        }
    }

    @Test
    void tellsAnOperatorsSqlWhoCalls() throws Exception {
        assertThat(read(person("alice"), new Sql.ByOperator(WHO)).asMaps())
                .containsExactly(Map.of(
                        "name", "alice",
                        "email", "alice@example.com",
                        "provider", "example",
                        "external", "token-of-alice"));
    }

    @Test
    void tellsACallersSqlWhoCallsButNotTheProviderToken() throws Exception {
        Map<String, Object> row =
                read(person("alice"), new Sql.ByCaller(WHO)).asMaps().get(0);
        assertThat(row).containsEntry("name", "alice").containsEntry("email", "alice@example.com");
        assertThat(row.get("external")).asString().isNotEmpty().doesNotContain("token-of-alice");
    }

    @Test
    void tellsEmptyTextsOfNobody() throws Exception {
        assertThat(read(new Anonymous(), new Sql.ByOperator(WHO)).rows()).containsExactly(List.of("", "", "", ""));
        assertThat(read(new Anonymous(), new Sql.ByCaller(WHO)).rows()).containsExactly(List.of("", "", "", ""));
    }

    @Test
    void tellsAnEmptyTokenOfAPersonWithoutOne() throws Exception {
        AuthenticatedUser alice = person("alice");
        AuthenticatedUser tokenless = new AuthenticatedUser(
                alice.provider(),
                alice.profile(),
                Optional.empty(),
                alice.scopes(),
                alice.client(),
                alice.grant(),
                Set.of(),
                Set.of());
        List<Object> expected = List.of("alice", "alice@example.com", "example", "");
        assertThat(read(tokenless, new Sql.ByOperator(WHO)).rows()).containsExactly(expected);
        assertThat(read(tokenless, new Sql.ByCaller(WHO)).rows()).containsExactly(expected);
    }

    @Test
    void keepsTheCallersOfOneThreadApart() throws Exception {
        try (QueryContext alice = engine.open(person("alice"), AccessMode.READ_ONLY, LIMIT);
                QueryContext bob = engine.open(person("bob"), AccessMode.READ_ONLY, LIMIT)) {
            for (int i = 0; i < 3; i++) {
                assertThat(alice.run(new Sql.ByOperator(WHO), Map.of()).rows().get(0))
                        .contains("alice");
                assertThat(bob.run(new Sql.ByOperator(WHO), Map.of()).rows().get(0))
                        .contains("bob");
            }
        }
    }

    @Test
    void keepsTheCallersOfManyThreadsApart() throws Exception {
        write("CREATE TABLE notes AS SELECT 'person-' || (i % 50) AS owner FROM range(5000) t(i)");
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<List<List<Object>>>> answers = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                Caller caller = person("person-" + i % 50);
                answers.add(threads.submit(() -> read(
                                caller,
                                new Sql.ByCaller("SELECT get_username(), min(owner), max(owner), count(*)::BIGINT"
                                        + " FROM notes WHERE owner = get_username()"))
                        .rows()));
            }
            for (int i = 0; i < 400; i++) {
                String name = "person-" + i % 50;
                assertThat(answers.get(i).get()).containsExactly(List.of(name, name, name, 100L));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void carriesNothingFromOneContextToTheNext() throws Exception {
        write("CREATE TEMP TABLE mine AS SELECT 1 AS i");
        assertThat(refusal(AccessMode.READ_ONLY, LIMIT, new Sql.ByOperator("SELECT * FROM mine")))
                .isEqualTo(Reason.FAILED);
    }

    @Test
    void keepsWhatAWritingContextDid() throws Exception {
        write("CREATE TABLE t(i INTEGER)", "INSERT INTO t VALUES (1), (2)");
        assertThat(read(person("alice"), new Sql.ByOperator("SELECT i FROM t ORDER BY i"))
                        .rows())
                .containsExactly(List.of(1L), List.of(2L));
    }

    @Test
    void keepsNothingOfAWritingContextThatFailed() throws Exception {
        write("CREATE TABLE t(i INTEGER)");
        for (String failing : List.of("INSERT INTO nothere VALUES (1)", "INSERT INTO t VALUES ($missing)")) {
            try (QueryContext context = engine.open(person("alice"), AccessMode.READ_WRITE, LIMIT)) {
                context.run(new Sql.ByOperator("INSERT INTO t VALUES (1)"), Map.of());
                assertThatExceptionOfType(QueryException.class)
                        .isThrownBy(() -> context.run(new Sql.ByOperator(failing), Map.of()));
            }
            assertThat(read(person("alice"), new Sql.ByOperator("SELECT * FROM t"))
                            .rows())
                    .isEmpty();
        }
    }

    @Test
    void runsNothingMoreInAContextThatFailed() throws Exception {
        try (QueryContext context = engine.open(person("alice"), AccessMode.READ_ONLY, LIMIT)) {
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> context.run(new Sql.ByOperator("SELECT * FROM nothere"), Map.of()));
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> context.run(new Sql.ByOperator("SELECT 1"), Map.of()));
        }
    }

    @Test
    void refusesToWriteInAReadingContext() throws Exception {
        write("CREATE TABLE t(i INTEGER)");
        for (String writing : List.of("INSERT INTO t VALUES (1)", "DROP TABLE t", "CREATE TABLE u(i INTEGER)")) {
            assertThat(refusal(AccessMode.READ_ONLY, LIMIT, new Sql.ByOperator(writing)))
                    .isEqualTo(Reason.REFUSED);
        }
    }

    @Test
    void refusesToLeaveTheTransaction() throws Exception {
        write("CREATE TABLE t(i INTEGER)");
        for (String leaving : List.of("COMMIT", "ROLLBACK; INSERT INTO t VALUES (1)", "/* c */ COMMIT; DROP TABLE t")) {
            assertThat(refusal(AccessMode.READ_ONLY, LIMIT, new Sql.ByOperator(leaving)))
                    .isEqualTo(Reason.REFUSED);
        }
        assertThat(read(person("alice"), new Sql.ByOperator("SELECT * FROM t")).rows())
                .isEmpty();
    }

    @Test
    void refusesACallersSqlThatDoesMoreThanRead() throws Exception {
        write("CREATE TABLE t(i INTEGER)");
        for (String writing : List.of(
                "INSERT INTO t VALUES (1)",
                "CREATE MACRO get_username() AS 'bob'",
                "SELECT 1; DROP TABLE t",
                "WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d")) {
            assertThat(refusal(AccessMode.READ_WRITE, LIMIT, new Sql.ByCaller(writing)))
                    .isEqualTo(Reason.REFUSED);
        }
        assertThat(read(person("alice"), new Sql.ByOperator(WHO)).rows().get(0)).contains("alice");
    }

    @Test
    void bindsParametersByName() throws Exception {
        try (QueryContext context = engine.open(new Anonymous(), AccessMode.READ_ONLY, LIMIT)) {
            QueryResult result = context.run(
                    new Sql.ByOperator("SELECT $b AS b, $a AS a, $b || '$a' AS c -- $none\n"),
                    Map.of("a", 1L, "b", "x'; DROP TABLE t; --", "unused", true));
            assertThat(result.columns()).containsExactly("b", "a", "c");
            assertThat(result.rows()).containsExactly(List.of("x'; DROP TABLE t; --", 1L, "x'; DROP TABLE t; --$a"));
        }
    }

    @Test
    void refusesATextThatNamesAParameterWithoutValue() throws Exception {
        assertThat(refusal(AccessMode.READ_ONLY, LIMIT, new Sql.ByOperator("SELECT $missing")))
                .isEqualTo(Reason.FAILED);
    }

    @Test
    void givesValuesBackAsTheyWereBound() throws Exception {
        List<Object> values = List.of(
                "text",
                true,
                -5L,
                new BigDecimal("12.50"),
                0.5,
                LocalDate.of(2026, 2, 28),
                LocalTime.of(10, 30, 1),
                Instant.parse("2026-03-29T01:30:00.123456Z"),
                List.of("a", "b"),
                Map.of("key", "value"),
                SqlNull.NULL);
        for (Object value : values) {
            assertThat(echo(value)).isEqualTo(value);
        }
    }

    @Test
    void givesEachColumnANameOfItsOwn() throws Exception {
        QueryResult result = read(new Anonymous(), new Sql.ByCaller("SELECT 1 AS a, 2 AS a, 3 AS a"));
        assertThat(result.columns()).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void endsAStatementWhoseTimeIsOver() throws Exception {
        assertThat(refusal(AccessMode.READ_ONLY, Duration.ofMillis(200), new Sql.ByOperator(LONG)))
                .isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void endsAStatementThatAnotherThreadCancels() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (QueryContext context = engine.open(person("alice"), AccessMode.READ_ONLY, LIMIT)) {
            CountDownLatch begun = new CountDownLatch(1);
            Future<?> cancelled = other.submit(() -> {
                begun.await();
                TimeUnit.MILLISECONDS.sleep(200);
                context.cancel();
                return null;
            });
            begun.countDown();
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> context.run(new Sql.ByOperator(LONG), Map.of()))
                    .extracting(QueryException::reason)
                    .isEqualTo(Reason.CANCELLED);
            cancelled.get();
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void saysWhatToChangeWithoutTheProviderToken() throws Exception {
        try (QueryContext context = engine.open(person("alice"), AccessMode.READ_ONLY, LIMIT)) {
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> context.run(
                            new Sql.ByOperator("SELECT CAST(get_user_external_token() AS INTEGER)"), Map.of()))
                    .satisfies(failed -> {
                        assertThat(failed.reason()).isEqualTo(Reason.FAILED);
                        assertThat(failed.getMessage())
                                .isNotEmpty()
                                .doesNotContain("token-of-alice")
                                .doesNotContain("\tat ");
                    });
        }
    }

    @Test
    void closesMoreThanOnce() throws Exception {
        QueryContext context = engine.open(person("alice"), AccessMode.READ_WRITE, LIMIT);
        context.close();
        context.close();
    }
}
