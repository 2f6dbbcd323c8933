package io.mxcp.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.QueryContext;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.RequestHeaders;
import io.mxcp.domain.query.Sql;
import io.mxcp.domain.query.SqlNull;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation promises of "User Token Access in SQL"; its reading over HTTP is in {@link WebReadingTest}. */
class DocumentedSqlTest {
    private static final String AUDIT = "-- Log user activity\nINSERT INTO audit_log (user_id, action, timestamp)\n"
            + "VALUES (get_username(), 'data_query', NOW());";
    private static final String ALL =
            "SELECT get_username(), get_user_email(), get_user_provider(), get_user_external_token(),"
                    + " get_user_id(), get_user_name(), get_user_fact('fact')";
    private static final RequestHeaders HEADERS =
            RequestHeaders.of(Map.of("X-Request-Id", "r-1", "Authorization", "Bearer ours", "Cookie", "a=b"));

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static DuckDbEngine engine;

    @BeforeAll
    static void open() throws Exception {
        engine = Engines.fourThreads();
        Engines.write(
                engine,
                "CREATE TABLE my_data_table AS SELECT * FROM (VALUES ('alice', 1), ('bob', 2)) v(owner, i);"
                        + " CREATE TABLE user_documents AS SELECT * FROM (VALUES ('alice', 'a'), ('bob', 'b')) v(created_by, t);"
                        + " CREATE TABLE many AS SELECT 'fact' AS name, i FROM range(300000) t(i);"
                        + " CREATE TABLE audit_log(user_id VARCHAR, action VARCHAR, timestamp TIMESTAMPTZ)");
    }

    @AfterAll
    static void close() throws Exception {
        engine.close();
    }

    private static List<List<Object>> ask(Identity who, Sql sql, Map<String, Object> parameters) throws QueryException {
        try (QueryContext context = engine.open(who, HEADERS, AccessMode.READ_ONLY, Engines.LIMIT)) {
            return context.run(sql, parameters).rows();
        }
    }

    private static List<Object> first(Sql sql) throws QueryException {
        return ask(Engines.person("alice"), sql, Map.of()).get(0);
    }

    @Test
    void tellsWhoAsksUnderTheDocumentedNames() throws Exception {
        assertThat(first(new Sql.ByOperator("SELECT get_user_external_token() as external_token;")))
                .containsExactly("token-of-alice");
        assertThat(first(new Sql.ByOperator("-- Get user information\nSELECT get_username() as username;")))
                .containsExactly("alice");
        assertThat(
                        first(
                                new Sql.ByOperator(
                                        "SELECT get_user_provider() as provider; -- 'github', 'atlassian', etc.\nSELECT get_user_email() as email;")))
                .containsExactly("alice@example.com");
    }

    @Test
    void filtersRowsByTheirOwner() throws Exception {
        assertThat(ask(
                        Engines.person("bob"),
                        new Sql.ByOperator("SELECT *\nFROM my_data_table\nWHERE owner = get_username();"),
                        Map.of()))
                .containsExactly(List.of("bob", 2L));
        assertThat(ask(
                        Engines.person("bob"),
                        new Sql.ByCaller("SELECT *\nFROM user_documents\nWHERE created_by = get_username();"),
                        Map.of()))
                .containsExactly(List.of("bob", "b"));
    }

    @Test
    void logsActivityWhereTheToolWrites() throws Exception {
        Engines.run(engine, Engines.person("alice"), AccessMode.READ_WRITE, new Sql.ByOperator(AUDIT), Map.of());
        assertThat(first(new Sql.ByOperator(
                        "SELECT user_id, action, age(now(), timestamp) < INTERVAL 1 MINUTE FROM audit_log")))
                .containsExactly("alice", "data_query", true);
    }

    @Test
    void tellsWritingWithoutTheRightToFromOtherFaults() {
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> first(new Sql.ByOperator(AUDIT)))
                .withMessageNotContaining("\"\"")
                .matches(QueryException::isForWantOfWriting)
                .extracting(QueryException::reason)
                .isEqualTo(Reason.REFUSED);
    }

    @Test
    void tellsNothingOfNobody() throws Exception {
        assertThat(ask(Engines.nobody(), new Sql.ByOperator(ALL), Map.of()))
                .containsExactly(List.of("", "", "", "", "", "", ""));
        assertThat(ask(Engines.nobody(), new Sql.ByCaller(ALL), Map.of()))
                .containsExactly(List.of("", "", "", "", "", "", ""));
    }

    @Test
    void tellsNullOfNobodyWhereThatIsSet() throws Exception {
        try (DuckDbEngine nulls = Engines.open(DuckDbSettings.inMemory().withNullForNobody(true))) {
            Object none = SqlNull.NULL;
            assertThat(Engines.run(nulls, Engines.nobody(), AccessMode.READ_ONLY, new Sql.ByOperator(ALL), Map.of())
                            .rows())
                    .containsExactly(List.of(none, none, none, none, none, none, none));
            assertThat(Engines.byOperator(nulls, "SELECT get_user_fact('none')", Map.of())
                            .rows())
                    .containsExactly(List.of(""));
        }
    }

    @Test
    void takesAPersonWithoutATokenForNoNobody() throws Exception {
        Identity tokenless = new Identity("alice", "", "none", "1", "", Optional.empty(), Map.of(), Set.of());
        Sql both = new Sql.ByOperator("SELECT get_username(), get_user_external_token()");
        try (DuckDbEngine nulls = Engines.open(DuckDbSettings.inMemory().withNullForNobody(true))) {
            assertThat(Engines.run(nulls, tokenless, AccessMode.READ_ONLY, both, Map.of())
                            .rows())
                    .containsExactly(List.of("alice", ""));
        }
    }

    @Test
    void tellsFactsAndNames() throws Exception {
        String query =
                "SELECT get_user_id(), get_user_name(), get_user_fact('fact'), get_user_fact('none'), get_user_fact(NULL)";
        for (Sql sql : List.of(new Sql.ByOperator(query), new Sql.ByCaller(query))) {
            assertThat(first(sql)).containsExactly("id-of-alice", "Name of alice", "fact of alice", "", "");
        }
        assertThat(ask(
                        Engines.person("alice"),
                        new Sql.ByOperator("SELECT get_user_fact($name), count(*) FROM many GROUP BY 1"),
                        Map.of("name", "fact")))
                .containsExactly(List.of("fact of alice", 300_000L));
    }

    /** Again and again: an engine that took the name for known only when it ran the statement would ask on one of its own threads. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT get_user_fact($name)",
                "SELECT Get_User_Fact(lower($name::VARCHAR))",
                "SELECT get_user_fact(CASE WHEN $name = 'fact' THEN $name ELSE 'none' END)",
                "SELECT min(get_user_fact($name)) FROM many WHERE length($name) = 4"
            })
    void tellsTheFactThatAParameterNames(String query) throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThat(ask(Engines.person("alice"), new Sql.ByOperator(query), Map.of("name", "fact")))
                    .containsExactly(List.of("fact of alice"));
        }
    }

    @Test
    void tellsTheHeaderThatAParameterNames() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThat(ask(
                            Engines.person("alice"),
                            new Sql.ByOperator("SELECT get_request_header($name), $number + 1, $since"),
                            Map.of("name", "none", "number", 7, "since", Duration.ofMinutes(5))))
                    .containsExactly(List.of("", 8L, "00:05:00"));
        }
    }

    @Test
    void tellsHeadersOfTheRequestButNoCredential() throws Exception {
        String query = "SELECT get_request_header('x-request-id'), get_request_header('X-REQUEST-ID'),"
                + " get_request_header('authorization'), get_request_header('Cookie'), get_request_header('none')";
        for (Sql sql : List.of(new Sql.ByOperator(query), new Sql.ByCaller(query))) {
            assertThat(first(sql)).containsExactly("r-1", "r-1", "", "", "");
        }
    }

    @Test
    void neverTellsAnotherWhereTheNameOfTheFactIsInARow() throws Exception {
        for (int i = 0; i < 20; i++) {
            try {
                assertThat(first(new Sql.ByOperator(
                                "SELECT min(get_user_fact(name)), max(get_user_fact(name)) FROM many")))
                        .containsExactly("fact of alice", "fact of alice");
            } catch (QueryException refused) {
                assertThat(refused).hasMessageContaining("WITH me AS");
            }
        }
    }

    @Test
    void refusesMacrosOfTheNewNames() {
        for (String name : List.of("get_user_id()", "get_user_name()", "get_user_fact(n)", "get_request_header(n)")) {
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> Engines.write(engine, "CREATE MACRO " + name + " AS 'x'"))
                    .extracting(QueryException::reason)
                    .isEqualTo(Reason.REFUSED);
        }
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> Engines.write(engine, "CREATE MACRO __mxcp_read_web(a, b) AS 'x'"))
                .withMessageContaining("not allowed");
    }
}
