package io.mxcp.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.Sql;
import io.mxcp.domain.secret.SecretGenerator;
import java.sql.Connection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deep JSON: the engine walks some of it by recursion, until the stack of its thread, and with it the process, ends. */
class JsonDepthTest {
    private static final int END_OF_A_PROCESS = 164_000;
    private static final String DEEP = "[".repeat(END_OF_A_PROCESS) + "]".repeat(END_OF_A_PROCESS);
    private static final Identity ALICE = Engines.person("alice", Set.of("data.example.com"));

    /** Built by SQL, from what any caller may call. */
    private static final String BUILT = "(SELECT string_agg('[', '') || string_agg(']', '') FROM range(164000))";

    private static final RecordedWeb WEB = new RecordedWeb()
            .with("https://data.example.com/deep", DEEP)
            .with("https://data.example.com/marked", "\uFEFF \n" + DEEP)
            .with("https://data.example.com/text", "a text" + DEEP)
            .with("https://data.example.com/quoted", "{\"a\": \"" + "[".repeat(2_000) + "\\\"" + "\"}")
            .with("https://data.example.com/lines", "{\"a\": [1]}\n".repeat(3_000));

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static DuckDbEngine engine;

    @BeforeAll
    static void open() throws Exception {
        DuckDbSettings settings = DuckDbSettings.inMemory().withEngine(2, 512L * 1024 * 1024);
        engine = DuckDbEngine.open(settings, new SecretGenerator(), Optional.of(WEB));
    }

    @AfterAll
    static void close() throws Exception {
        engine.close();
    }

    private static Object ask(Sql sql, Map<String, Object> parameters) throws QueryException {
        return Engines.run(engine, ALICE, AccessMode.READ_ONLY, sql, parameters)
                .rows()
                .get(0)
                .get(0);
    }

    private static void isTooDeep(Sql sql, Map<String, Object> parameters) {
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> ask(sql, parameters))
                .withMessage("The JSON is nested more than 1000 levels deep.")
                .extracting(QueryException::reason)
                .isEqualTo(Reason.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT json_pretty(DEEP)",
                "SELECT JSON_PRETTY /* so */ (DEEP -- and\n)",
                "SELECT system.main.\"json_pretty\"(DEEP::JSON)",
                "SELECT count(*) FROM json_tree(DEEP)",
                "SELECT count(*) FROM (SELECT DEEP AS deep) t, json_tree(t.deep, '$[0]')",
                "SELECT list_transform([DEEP], lambda x: json_pretty(x))"
            })
    void refusesWhatWouldEndTheProcess(String sql) {
        isTooDeep(new Sql.ByCaller(sql.replace("DEEP", BUILT)), Map.of());
        isTooDeep(new Sql.ByOperator(sql.replace("DEEP", "$deep")), Map.of("deep", DEEP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"from_json", "from_json_strict", "json_transform", "json_transform_strict"})
    void refusesADeepStructure(String function) {
        String half = "replace('" + "x".repeat(8_000) + "', 'x', '";
        String constant = half + "[".repeat(20) + "') || " + half + "]".repeat(20) + "')";
        isTooDeep(new Sql.ByCaller("SELECT " + function + "('[1]', " + constant + ")"), Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT json_pretty('[1]')",
                "FROM json_tree('[1]')",
                "SELECT from_json(structure := '[1]', json := system.main.__mxcp_shallow_json('1'))"
            })
    void refusesACallThatWasNotBounded(String sql) throws Exception {
        try (Connection connection = engine.connection(AccessMode.READ_ONLY)) {
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> engine.gate().check(connection, sql))
                    .withMessageContaining("as it is written here");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT json_contains($deep, '1')",
                "SELECT json_contains('1', $deep)",
                "SELECT json_structure($deep)"
            })
    void refusesItToOperatorsSqlToo(String sql) {
        isTooDeep(new Sql.ByOperator(sql), Map.of("deep", DEEP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT DEEP::JSON::VARIANT", "SELECT try_cast(DEEP::JSON AS variant[])"})
    void refusesToCallersWhatCannotBeBounded(String sql) {
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> ask(new Sql.ByCaller(sql.replace("DEEP", BUILT)), Map.of()))
                .extracting(QueryException::reason)
                .isEqualTo(Reason.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT json_pretty('{\"a\": [1]}')",
                "SELECT json_pretty({'a': [1]})",
                "SELECT json_pretty(to_json({'a': [1]}))"
            })
    void leavesTheResultsOfTheEngine(String sql) throws Exception {
        assertThat(ask(new Sql.ByCaller(sql), Map.of()))
                .asString()
                .contains("\"a\"")
                .contains("\n");
        assertThat(ask(new Sql.ByCaller("SELECT from_json('{\"a\": 1}', '{\"a\": \"INTEGER\"}').a"), Map.of()))
                .isEqualTo(1L);
        assertThat(ask(new Sql.ByCaller("SELECT json_pretty(NULL) IS NULL"), Map.of()))
                .isEqualTo(true);
        assertThat(ask(new Sql.ByOperator("SELECT json_contains('[1, 2]'::JSON, '1')"), Map.of()))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM read_json_auto('https://data.example.com/deep')",
                "FROM read_json_objects('https://data.example.com/text')",
                "SELECT content FROM read_text('https://data.example.com/deep')",
                "SELECT content FROM read_text('https://data.example.com/marked')"
            })
    void takesNoDeepDocumentFromTheWeb(String sql) {
        isTooDeep(new Sql.ByOperator(sql), Map.of());
        isTooDeep(new Sql.ByCaller(sql), Map.of());
    }

    @Test
    void takesWhatOnlyLooksDeep() throws Exception {
        assertThat(ask(
                        new Sql.ByOperator("SELECT length(a) FROM read_json('https://data.example.com/quoted')"),
                        Map.of()))
                .isEqualTo(2_001L);
        assertThat(ask(
                        new Sql.ByOperator("SELECT count(*) FROM read_json('https://data.example.com/lines')"),
                        Map.of()))
                .isEqualTo(3_000L);
        assertThat(ask(
                        new Sql.ByOperator("SELECT length(content) FROM read_text('https://data.example.com/text')"),
                        Map.of()))
                .isEqualTo(2L * END_OF_A_PROCESS + 6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT doc.json_pretty() FROM (SELECT $deep AS doc)",
                "SELECT ($deep::JSON) . /* so */ json_contains('1')",
                "SELECT list_transform([$deep], lambda x: x.\"json_pretty\"())"
            })
    void refusesACallBehindADot(String sql) {
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> ask(new Sql.ByOperator(sql), Map.of("deep", DEEP)))
                .withMessageContaining("behind a dot: write json_")
                .extracting(QueryException::reason)
                .isEqualTo(Reason.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WITH json_tree (id, parent) AS (SELECT 1, 2) SELECT id FROM json_tree",
                "WITH RECURSIVE json_tree(id) AS (SELECT 1) SELECT id FROM json_tree",
                "WITH a AS (SELECT 0), json_tree(id) AS MATERIALIZED (SELECT 1) SELECT id FROM json_tree",
                "CREATE TABLE json_tree (id INT); INSERT INTO main.json_tree (id) VALUES (1); SELECT id FROM json_tree",
                "CREATE TABLE IF NOT EXISTS json_structure (id INT); SELECT 1",
                "CREATE VIEW json_structure (id) AS SELECT 1; SELECT id FROM json_structure",
                "CREATE MACRO main.json_tree(x) AS x; SELECT 1"
            })
    void leavesANameThatIsNoCall(String sql) throws Exception {
        try (DuckDbEngine own = Engines.open(DuckDbSettings.inMemory())) {
            Object first = Engines.run(own, ALICE, AccessMode.READ_WRITE, new Sql.ByOperator(sql), Map.of())
                    .rows()
                    .get(0)
                    .get(0);
            assertThat(first).hasToString("1");
        }
    }

    @Test
    void countsAThousandLevelsAndNotOneMore() {
        assertThat(JsonDepth.isTooDeep("[{".repeat(500) + "}]".repeat(500))).isFalse();
        assertThat(JsonDepth.isTooDeep("[{".repeat(500) + "[")).isTrue();
        assertThat(JsonDepth.isTooDeep("[]{}\"[\\\"[\"".repeat(2_000))).isFalse();
    }
}
