package io.mxcp.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SQL written by a caller: a long list of what must not run, and a long list of what must. */
class StatementGateTest {
    @SuppressWarnings("NullAway.Init") // by the set-up
    private static DuckDbEngine engine;

    @BeforeAll
    static void open() throws Exception {
        engine = Engines.fourThreads();
        Engines.write(engine, "CREATE TABLE notes(owner VARCHAR, i BIGINT); INSERT INTO notes VALUES ('alice', 3)");
        Engines.write(
                engine, "CREATE TABLE \"odd name\"(\"a b\" INTEGER); CREATE VIEW me AS SELECT get_username() AS u");
    }

    @AfterAll
    static void close() throws Exception {
        engine.close();
    }

    static List<String> attacks() throws IOException {
        return Engines.lines("caller-attacks.sql");
    }

    static List<String> queries() throws IOException {
        return Engines.lines("caller-queries.sql");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void refusesAnAttack(String attack) {
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> Engines.byCaller(engine, attack))
                .satisfies(refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.REFUSED);
                    assertThat(refused.getMessage())
                            .containsAnyOf("allowed", "one statement", "transaction", "at most");
                });
    }

    @ParameterizedTest
    @MethodSource("queries")
    void letsAQueryRun(String query) throws Exception {
        assertThat(Engines.byCaller(engine, query).columns()).isNotEmpty();
    }

    @Test
    void leavesDataAndIdentityAsTheyWereAfterAllAttacks() throws Exception {
        assertThat(Engines.byCaller(engine, "SELECT owner, get_username() FROM notes")
                        .rows())
                .containsExactly(List.of("alice", "alice"));
    }

    @Test
    void refusesATextThatIsLongOrDeep() {
        for (String bomb : List.of(
                "SELECT " + "(".repeat(3_000) + "1" + ")".repeat(3_000),
                "SELECT " + "NOT ".repeat(3_000) + "true",
                "SELECT 1" + "+1".repeat(3_000),
                "SELECT " + "[".repeat(3_000) + "]".repeat(3_000),
                "SELECT (".repeat(1_000) + "1" + ")".repeat(1_000),
                "SELECT * FROM notes" + ", notes".repeat(4_000),
                "SELECT 'x" + "x".repeat(40_000) + "'")) {
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> Engines.byCaller(engine, bomb))
                    .extracting(QueryException::reason)
                    .isEqualTo(Reason.REFUSED);
        }
    }

    @Test
    void saysWhatIsWrongWithATextThatDoesNotParse() {
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> Engines.byCaller(engine, "SELEC 1"))
                .withMessage("Parser Error: syntax error at or near \"SELEC\"");
    }

    @Test
    void namesTheFunctionThatIsNotAllowed() {
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> Engines.byCaller(engine, "SELECT * FROM read_csv('x')"))
                .withMessage("The table function read_csv is not allowed here.");
    }
}
