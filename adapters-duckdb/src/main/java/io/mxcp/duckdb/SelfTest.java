package io.mxcp.duckdb;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.RequestHeaders;
import io.mxcp.domain.query.Sql;
import io.mxcp.domain.secret.Secret;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Proves at every start what the rest relies on: that each of two people sees only themselves over many rows and engine
 * threads, that no macro bears the name of a user function, and that attacks are refused. That functions are evaluated while
 * a statement is planned is the engine's behaviour, not its promise.
 */
final class SelfTest {
    private static final int ROWS = 300_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String OWN_ROWS =
            "SELECT count(*), count(DISTINCT me), min(me) FROM (SELECT get_username() AS me"
                    + " FROM range(" + ROWS + ") t(i)"
                    + " WHERE CASE WHEN i % 3 = 0 THEN 'self-test-a' ELSE 'self-test-b' END = get_username()"
                    + " AND get_user_fact('who') = get_username())";

    /** What the locked engine itself must refuse, even to an operator. */
    private static final List<String> REFUSED_BY_THE_LOCK = List.of(
            "SET threads = 1",
            "RESET enable_external_access",
            "SET enable_external_access = true",
            "CALL enable_logging()",
            "SELECT * FROM read_text('/etc/passwd')",
            "SELECT * FROM read_csv('https://127.0.0.1:9/x.csv')",
            // without our download in them
            "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')",
            "SELECT * FROM query('SELECT * FROM read_csv(''https://127.0.0.1:9/x.csv'')')",
            "SELECT * FROM '/etc/passwd.csv'",
            "SELECT * FROM glob('/*')",
            "ATTACH '/tmp/mxcp-self-test.db'",
            "COPY (SELECT 1) TO '/tmp/mxcp-self-test.csv'",
            "EXPORT DATABASE '/tmp/mxcp-self-test'",
            "INSTALL httpfs",
            "LOAD '/tmp/mxcp-self-test.duckdb_extension'",
            "CREATE TABLE mxcp_self_test(i INTEGER)");

    /** What a caller's SQL must be refused, whether the engine would let it or not. */
    private static final List<String> REFUSED_BY_THE_GATE = List.of(
            "SELECT * FROM query('SELECT 1')",
            "SELECT * FROM query_table('duckdb_tables')",
            "SELECT json_execute_serialized_sql('{}')",
            "EXPLAIN SELECT get_user_external_token()",
            "PRAGMA version",
            "CALL range(1)",
            "DESCRIBE SELECT 1",
            "SELECT 1; SELECT 2",
            "CREATE TEMP MACRO get_username() AS 'x'",
            "SET VARIABLE x = 1",
            "ATTACH ':memory:' AS x",
            "CREATE SECRET (TYPE http)",
            "WITH d AS (DELETE FROM x RETURNING *) SELECT * FROM d",
            "SELECT * FROM duckdb_logs",
            "SELECT * FROM duckdb_settings()",
            "SELECT current_setting('temp_directory')",
            "SELECT getvariable('x')",
            "SELECT repeat('x', 3000000000)",
            "SELECT list_sum(range(400000000))",
            "SELECT sleep_ms(1)",
            "SELECT * FROM read_text('/etc/passwd')",
            "SELECT * FROM glob('*')",
            "SELECT " + UserFunctions.DOWNLOAD + "('https://127.0.0.1:9/', '')",
            "SELECT * FROM read_csv('https://127.0.0.1:9/x.csv')");

    private final DuckDbEngine engine;

    SelfTest(DuckDbEngine engine) {
        this.engine = engine;
    }

    void run() throws SQLException, QueryException, EngineStartException {
        requireOwnAnswers();
        requireOnly("self-test-a", ROWS / 3);
        requireOnly("self-test-b", ROWS - ROWS / 3);
        for (String attack : REFUSED_BY_THE_LOCK) {
            requireRefused(new Sql.ByOperator(attack));
        }
        for (String attack : REFUSED_BY_THE_GATE) {
            requireRefused(new Sql.ByCaller(attack));
        }
    }

    /** A macro of the operator's database would answer in place of ours. */
    private void requireOwnAnswers() throws SQLException, QueryException, EngineStartException {
        Identity known = identity("self-test-a");
        List<Object> told = run(
                known,
                new Sql.ByOperator("SELECT get_username(), get_user_email(), get_user_provider(),"
                        + " get_user_external_token(), get_user_id(), get_user_name(), get_user_fact('who'),"
                        + " get_request_header('x-none')"));
        if (!told.equals(List.of(
                known.username(),
                known.email(),
                known.provider(),
                known.externalTokenText(),
                known.id(),
                known.name(),
                known.fact("who"),
                ""))) {
            throw new EngineStartException("The user functions do not answer for themselves. " + shadowing());
        }
    }

    private String shadowing() throws SQLException {
        try (Connection connection = engine.connection(AccessMode.READ_ONLY)) {
            return shadowingMacro(connection)
                    .map(name -> "The database has a macro named " + name + ": drop it.")
                    .orElse("No macro has their names.");
        }
    }

    /** The name of a macro that would answer in place of a user function, if the connection sees one. */
    static Optional<String> shadowingMacro(Connection connection) throws SQLException {
        String names = UserFunctions.NAMES.stream().collect(Collectors.joining("', '", "'", "'"));
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT function_name FROM system.main.duckdb_functions()"
                        + " WHERE lower(function_name) IN (" + names + ") AND database_name <> 'system'")) {
            return result.next() ? Optional.of(result.getString(1)) : Optional.empty();
        }
    }

    private void requireOnly(String username, int expected) throws QueryException, EngineStartException {
        List<Object> row = run(identity(username), new Sql.ByOperator(OWN_ROWS));
        if (!row.equals(List.of((long) expected, 1L, username))) {
            throw new EngineStartException("DuckDB mixes people up: of " + expected + " rows of " + username
                    + " it gave " + row + ". This engine must not be used.");
        }
    }

    private void requireRefused(Sql attack) throws EngineStartException {
        try {
            run(identity("self-test-a"), attack);
        } catch (QueryException e) {
            if (e.reason() == Reason.REFUSED) {
                return;
            }
            throw new EngineStartException(
                    "DuckDB refused for another reason than its lock: " + attack + ": " + e.getMessage(), e);
        }
        throw new EngineStartException("DuckDB is not locked, it ran: " + attack);
    }

    private List<Object> run(Identity identity, Sql sql) throws QueryException {
        try (DuckDbContext context = engine.open(identity, RequestHeaders.NONE, AccessMode.READ_ONLY, LIMIT)) {
            return context.run(sql, Map.of()).rows().get(0);
        }
    }

    private static Identity identity(String username) {
        return new Identity(
                username,
                username + "@example.invalid",
                "self-test",
                "id-of-" + username,
                "name of " + username,
                Optional.of(Secret.of("token-of-" + username)),
                Map.of("who", username),
                Set.of());
    }
}
