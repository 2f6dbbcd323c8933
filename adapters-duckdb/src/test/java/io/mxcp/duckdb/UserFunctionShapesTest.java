package io.mxcp.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In each of these shapes a user function must have one value, that of the caller, with several engine threads at work. An
 * engine that plans differently fails here.
 */
class UserFunctionShapesTest {
    private static final long ROWS = 300_000;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static DuckDbEngine engine;

    @BeforeAll
    static void open() throws Exception {
        engine = Engines.fourThreads();
        Engines.write(
                engine,
                "CREATE TABLE big AS SELECT i, CASE i % 3 WHEN 0 THEN 'alice' WHEN 1 THEN 'bob' ELSE 'carol' END AS owner"
                        + " FROM range(" + ROWS + ") t(i);"
                        + " CREATE VIEW own AS SELECT owner FROM big WHERE owner = get_username();"
                        + " CREATE VIEW me AS SELECT get_username() AS u;"
                        + " CREATE MACRO who(x) AS get_username() || substr(x::VARCHAR, 1, 0);"
                        + " CREATE MACRO mine(p) AS TABLE SELECT owner FROM big WHERE owner = get_username() AND i >= p");
    }

    @AfterAll
    static void close() throws Exception {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT get_username() FROM big WHERE i >= :p",
                "SELECT owner FROM big WHERE owner = get_username() AND i >= :p",
                "SELECT (SELECT get_username()) FROM big WHERE i >= :p",
                "SELECT (SELECT get_username() || substr(b.owner, 1, 0)) FROM big b WHERE i >= :p",
                "SELECT l.u FROM big b, LATERAL (SELECT get_username() AS u WHERE b.i >= :p) l",
                "WITH m AS (SELECT get_username() AS u) SELECT u FROM big, m WHERE i >= :p",
                "WITH m AS MATERIALIZED (SELECT get_username() AS u) SELECT u FROM big, m WHERE i >= :p",
                "WITH RECURSIVE t(n, u) AS (SELECT CAST(:p AS BIGINT), get_username() UNION ALL"
                        + " SELECT n + 1, get_username() FROM t WHERE n < 50) SELECT u FROM t",
                "SELECT first_value(get_username()) OVER (PARTITION BY i % 10 ORDER BY i) FROM big WHERE i >= :p",
                "SELECT max(get_username()) FROM big WHERE i >= :p GROUP BY i % 10",
                "SELECT get_username() FROM big WHERE i >= :p GROUP BY get_username(), i % 7",
                "SELECT owner FROM big WHERE i >= :p GROUP BY owner HAVING owner = get_username()",
                "SELECT get_username() FROM big WHERE i >= :p ORDER BY get_username() || owner LIMIT 1000",
                "SELECT unnest(list_transform([1], lambda x: get_username())) FROM big WHERE i >= :p",
                "SELECT unnest(list_filter([owner, 'x'], lambda x: x = m.u)) FROM big,"
                        + " (SELECT get_username() AS u) m WHERE i >= :p",
                "SELECT CASE WHEN owner = get_username() THEN owner ELSE get_username() END FROM big WHERE i >= :p",
                "SELECT get_username() FROM big WHERE i >= :p UNION ALL SELECT get_username() FROM big",
                "SELECT get_username() FROM big WHERE i >= :p INTERSECT SELECT owner FROM big",
                "SELECT b.owner FROM big b JOIN (VALUES (0)) v(x) ON b.owner = get_username() AND b.i >= :p",
                "SELECT b.owner FROM big b JOIN (SELECT get_username() AS u) m ON b.owner = m.u WHERE b.i >= :p",
                "SELECT u FROM (VALUES (get_username(), :p)) v(u, x)",
                "SELECT u FROM (PIVOT (SELECT i % 2 AS k, get_username() AS u FROM big WHERE i >= :p)"
                        + " ON k IN (0, 1) USING count(*) GROUP BY u)",
                "SELECT owner FROM big WHERE owner = ANY (SELECT get_username()) AND i >= :p",
                "SELECT owner FROM big b WHERE i >= :p"
                        + " AND EXISTS (SELECT 1 FROM (SELECT get_username() AS u) m WHERE m.u = b.owner)",
                "SELECT get_username() FROM (SELECT * FROM big WHERE i >= :p) USING SAMPLE 10%",
                "SELECT DISTINCT ON (i % 10) get_username() FROM big WHERE i >= :p",
                "SELECT substr(get_username() || owner, 1, length(get_username())) FROM big WHERE i >= :p",
                "SELECT owner FROM big WHERE i >= :p QUALIFY owner = get_username() AND row_number() OVER () > 0",
                "SELECT b.owner FROM big b ASOF JOIN range(10) r(j) ON b.i >= r.j WHERE b.owner = get_username()"
                        + " AND b.i >= :p",
                "SELECT owner FROM own WHERE :p >= 0",
                "SELECT u FROM me, big WHERE i >= :p",
                "SELECT who(i) FROM big WHERE i >= :p",
                "SELECT owner FROM mine(:p)",
                "SELECT * FROM query('SELECT get_username() FROM big') WHERE :p >= 0",
                "SELECT s.u FROM (SELECT {'u': get_username(), 'i': i} AS s FROM big WHERE i >= :p)"
            })
    void hasOneValueEverywhere(String shape) throws Exception {
        for (String person : List.of("alice", "bob")) {
            requireOnly(person, shape.replace(":p", "0"), Map.of());
            requireOnly(person, shape.replace(":p", "$p"), Map.of("p", 0L));
        }
    }

    private static void requireOnly(String person, String shape, Map<String, Object> parameters) throws Exception {
        List<List<Object>> rows = Engines.run(
                        engine,
                        Engines.person(person),
                        AccessMode.READ_ONLY,
                        new Sql.ByOperator("SELECT u, count(*) FROM (" + shape + ") s(u) GROUP BY u"),
                        parameters)
                .rows();
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).get(0)).isEqualTo(person);
    }

    @Test
    void isNeverAnothersWhereTheEngineCallsFromItsOwnThreads() {
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> Engines.byOperator(
                        engine, "SELECT list_filter([owner, 'x'], lambda x: x = get_username()) FROM big", Map.of()))
                .withMessageContaining("In a lambda");
    }

    @Test
    void failsWhereNobodyIsBound() throws Exception {
        try (Connection connection = engine.connection(AccessMode.READ_ONLY);
                Statement statement = connection.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.executeQuery("SELECT get_username()"))
                    .withMessageContaining("no user context");
        }
    }

    @Test
    void leavesNobodyBoundToTheThreadAfterwards() throws Exception {
        Engines.byOperator(engine, "SELECT get_username()", Map.of());
        try (Connection connection = engine.connection(AccessMode.READ_ONLY);
                Statement statement = connection.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.executeQuery("SELECT get_user_external_token()"));
        }
    }

    @Test
    void givesACallersSqlAHandleThatIsNewInEachLease() throws Exception {
        String query = "SELECT get_user_external_token()";
        Object first = Engines.byCaller(engine, query).rows().get(0).get(0);
        Object second = Engines.byCaller(engine, query).rows().get(0).get(0);
        assertThat(first.toString()).startsWith("mxcp-token-handle:").isNotEqualTo(second);
    }

    @Test
    void givesACallersSqlTheTokenItselfWhereTheOperatorAllowsIt() throws Exception {
        try (DuckDbEngine raw = Engines.open(DuckDbSettings.inMemory().withRawExternalToken(true))) {
            assertThat(Engines.byCaller(raw, "SELECT get_user_external_token()")
                            .rows()
                            .get(0))
                    .containsExactly("token-of-alice");
        }
    }
}
