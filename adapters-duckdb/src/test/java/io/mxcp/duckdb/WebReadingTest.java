package io.mxcp.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.QueryContext;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.QueryResult;
import io.mxcp.domain.query.RequestHeaders;
import io.mxcp.domain.query.Sql;
import io.mxcp.domain.secret.SecretGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator's SQL that reads over HTTP (Q13), as the documentation writes it and in the places where SQL may stand. */
class WebReadingTest {
    private static final String REPOS = "https://api.github.com/user/repos";
    private static final String BEARER = "MAP {'Authorization': 'Bearer ' || get_user_external_token()}";
    private static final String TWO =
            "[{\"id\": 1, \"name\": \"one\", \"owner\": {\"login\": \"alice\"}}, {\"id\": 2, \"name\": \"two\"}]";
    private static final String LINES = "https://data.example.com/lines";
    private static final Identity ALICE = Engines.person("alice", Set.of("api.github.com"));

    private static final RecordedWeb WEB = new RecordedWeb()
            .with(REPOS, TWO)
            .with("https://api.github.com/broken", "<html>no JSON</html>")
            .with("https://data.example.com/people.csv", "login;age\nalice;31\nbob;40\n")
            .with("https://data.example.com/lines", "{\"a\": 1}\n{\"a\": 2}\n")
            .with("https://your-instance.salesforce.com/services/data/v58.0/sobjects/Account", "{\"recentItems\": []}")
            .with("https://api.example.com/protected/resource", "{\"ok\": true}")
            .with("https://www.googleapis.com/calendar/v3/calendars/primary/events", "{\"items\": [{\"id\": \"e\"}]}")
            .with("https://www.googleapis.com/drive/v3/files?q=name+contains+'report'", "{\"files\": []}");

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static DuckDbEngine engine;

    @BeforeAll
    static void open() throws Exception {
        engine = opened(DuckDbSettings.inMemory().withEngine(4, 512L * 1024 * 1024));
        Engines.write(engine, "CREATE TABLE notes AS SELECT * FROM (VALUES (1, 'first'), (3, 'third')) v(id, note)");
    }

    private static DuckDbEngine opened(DuckDbSettings settings) throws EngineStartException {
        Set<String> hosts = Set.of("data.example.com", "*.salesforce.com", "api.example.com", "www.googleapis.com");
        return DuckDbEngine.open(settings.withWebHosts(hosts), new SecretGenerator(), Optional.of(WEB));
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
        return ask(sql, Map.of());
    }

    private static QueryResult ask(String sql, Map<String, Object> parameters) throws QueryException {
        return Engines.run(engine, ALICE, AccessMode.READ_ONLY, new Sql.ByOperator(sql), parameters);
    }

    private static QueryException refusal(String sql) {
        return assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> ask(sql))
                .actual();
    }

    @Test
    void readsTheCallersRepositoriesAsTheDocumentationDoes() throws Exception {
        QueryResult result = ask("""
                -- Use the user's GitHub token to fetch their repositories
                SELECT *
                FROM read_json_auto(
                'https://api.github.com/user/repos',
                headers = MAP {
                'Authorization': 'Bearer ' || get_user_external_token(),
                'User-Agent': 'MXCP-' || get_username()
                }
                );
                """);
        assertThat(result.columns()).containsExactly("id", "name", "owner");
        assertThat(result.rows().get(0)).containsExactly(1L, "one", Map.of("login", "alice"));
        assertThat(WEB.requests()).hasSize(1);
        assertThat(WEB.lastHeader("Authorization")).isEqualTo("Bearer token-of-alice");
        assertThat(WEB.lastHeader("User-Agent")).isEqualTo("MXCP-alice");
        assertThat(WEB.lastHeader("Accept")).isEqualTo("application/json");
    }

    /** A map has one type of values, however it is planned. */
    @Test
    void sendsTheValuesOfAMapInTheirCommonType() throws Exception {
        ask("SELECT * FROM read_json_auto('" + REPOS + "', headers = MAP {'X-A': 1, 'X-B': 2.5})");
        assertThat(WEB.lastHeader("X-A")).isEqualTo("1.0");
        assertThat(WEB.lastHeader("X-B")).isEqualTo("2.5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://your-instance.salesforce.com/services/data/v58.0/sobjects/Account",
                "https://api.example.com/protected/resource",
                "https://www.googleapis.com/calendar/v3/calendars/primary/events",
                "https://www.googleapis.com/drive/v3/files?q=name+contains+''report''"
            })
    void readsTheOtherAddressesOfTheDocumentation(String address) throws Exception {
        QueryResult result = ask("SELECT *\nFROM read_json_auto(\n'" + address
                + "',\nheaders = MAP {\n'Authorization': 'Bearer ' || get_user_external_token(),\n"
                + "'Content-Type': 'application/json'\n}\n);");
        assertThat(result.columns()).hasSize(1);
        assertThat(WEB.lastHeader("Authorization")).isEqualTo("Bearer token-of-alice");
        assertThat(WEB.lastHeader("content-type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id FROM read_json_auto('" + REPOS + "', headers := " + BEARER + ")",
                "SELECT id FROM read_json('" + REPOS + "', headers = " + BEARER + ", format = 'array')",
                "SELECT id FROM READ_JSON_AUTO ( '" + REPOS + "' , HEADERS = " + BEARER + " )",
                "SELECT id FROM \"read_json_auto\"('" + REPOS + "', format := 'array', headers = " + BEARER + ")",
                "SELECT id FROM system.main.read_json_auto('" + REPOS + "', headers = " + BEARER + ")",
                "SELECT id FROM read_json_auto/* so */('" + REPOS + "' -- with a comment, (\n, headers = " + BEARER
                        + ")",
                "SELECT id FROM read_json_auto('https://api.github.com/' || 'user/' || lower('REPOS'), headers = "
                        + BEARER + ")",
                "SELECT id FROM read_json_auto('" + REPOS
                        + "', headers = {'Authorization': 'Bearer ' || get_user_external_token()})",
                "WITH r AS (SELECT * FROM read_json_auto('" + REPOS + "', headers = " + BEARER + ")) SELECT id FROM r",
                "WITH r AS MATERIALIZED (FROM read_json_auto('" + REPOS + "', headers = " + BEARER
                        + ")) SELECT a.id FROM r a JOIN r b USING (id)",
                "SELECT r.id FROM read_json_auto('" + REPOS + "', headers = " + BEARER
                        + ") r LEFT JOIN notes USING (id) ORDER BY id",
                "SELECT a.id FROM read_json_auto('" + REPOS + "', headers = " + BEARER + ") a JOIN read_json_auto('"
                        + REPOS + "', headers = " + BEARER + ") b USING (id) ORDER BY 1",
                "SELECT id FROM (SELECT * FROM read_json_auto('" + REPOS + "', headers = " + BEARER
                        + ")) WHERE id IN (SELECT id FROM read_json_auto('" + REPOS + "', headers = " + BEARER + "))",
                "SELECT id FROM read_json_auto('" + REPOS + "', columns = {id: 'BIGINT'}, headers = " + BEARER + ")"
            })
    void readsOnceWhereverTheCallStands(String sql) throws Exception {
        assertThat(ask(sql).rows()).extracting(row -> row.get(0)).containsExactly(1L, 2L);
        assertThat(WEB.requests()).hasSize(1);
        assertThat(WEB.lastHeader("authorization")).isEqualTo("Bearer token-of-alice");
    }

    @Test
    void takesAddressAndHeadersFromParameters() throws Exception {
        String sql = "SELECT id FROM read_json_auto($address, headers = MAP {'X-Name': $name}) WHERE id >= $least";
        QueryResult result = ask(sql, Map.of("address", REPOS, "name", "O'Brien", "least", 2L));
        assertThat(result.rows()).containsExactly(List.of(2L));
        assertThat(WEB.lastHeader("X-Name")).isEqualTo("O'Brien");
        assertThat(WEB.requests()).hasSize(1);
    }

    @Test
    void readsSeveralDocumentsInOneQuery() throws Exception {
        assertThat(ask("SELECT r.id, p.age, l.a FROM read_json_auto('" + REPOS + "') r"
                                + " JOIN read_csv('https://data.example.com/people.csv', delim = ';') p ON p.login = r.owner.login"
                                + " JOIN read_ndjson('https://data.example.com/lines') l ON l.a = r.id")
                        .rows())
                .containsExactly(List.of(1L, 31L, 1L));
        assertThat(WEB.requests()).hasSize(3);
    }

    @Test
    void readsCsvAndText() throws Exception {
        assertThat(ask("SELECT login FROM read_csv_auto('https://data.example.com/people.csv') ORDER BY age DESC")
                        .rows())
                .containsExactly(List.of("bob"), List.of("alice"));
        assertThat(WEB.lastHeader("Accept")).isEqualTo("*/*");
        assertThat(WEB.lastHeader("User-Agent")).isEqualTo("mxcp");
        assertThat(ask("SELECT content FROM read_text('https://data.example.com/lines')")
                        .rows())
                .containsExactly(List.of("{\"a\": 1}\n{\"a\": 2}\n"));
    }

    @Test
    void readsParquet(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("p.parquet");
        RawDatabase.execute(folder.resolve("x.db"), "COPY (SELECT 42 AS answer) TO '" + file + "'");
        WEB.with("https://data.example.com/p.parquet", Files.readAllBytes(file));
        assertThat(ask("SELECT answer FROM read_parquet('https://data.example.com/p.parquet')")
                        .rows())
                .containsExactly(List.of(42L));
    }

    @Test
    void readsAsEachCallerThroughAViewAndAMacro() throws Exception {
        Engines.run(
                engine,
                ALICE,
                AccessMode.READ_WRITE,
                new Sql.ByOperator(
                        "CREATE VIEW repos AS SELECT * FROM read_json_auto('" + REPOS + "', headers = " + BEARER
                                + "); CREATE MACRO repos_at(address) AS TABLE SELECT * FROM read_json_auto(address, headers = "
                                + BEARER + ")"),
                Map.of());
        for (String name : List.of("bob", "carol")) {
            for (String from : List.of("repos", "repos_at('" + REPOS + "')")) {
                Identity person = Engines.person(name, Set.of("api.github.com"));
                Sql query = new Sql.ByOperator("SELECT count(*) FROM " + from + " JOIN notes USING (id)");
                assertThat(Engines.run(engine, person, AccessMode.READ_ONLY, query, Map.of())
                                .rows())
                        .containsExactly(List.of(1L));
                assertThat(WEB.lastHeader("Authorization")).isEqualTo("Bearer token-of-" + name);
            }
        }
        assertThat(refusal("EXPLAIN SELECT * FROM repos").getMessage()).contains("EXPLAIN is not allowed");
    }

    @Test
    void keepsWhatItReadWhereTheToolWrites() throws Exception {
        Engines.run(
                engine,
                ALICE,
                AccessMode.READ_WRITE,
                new Sql.ByOperator("CREATE TABLE kept AS SELECT id FROM read_json_auto('" + REPOS + "');"
                        + " INSERT INTO kept SELECT id + 10 FROM read_json_auto('" + REPOS + "')"),
                Map.of());
        assertThat(ask("SELECT sum(id)::BIGINT FROM kept").rows()).containsExactly(List.of(26L));
        assertThat(WEB.requests()).hasSize(1);
    }

    @Test
    void forgetsWhatItReadWithTheContext() throws Exception {
        Path root = engine.web().folder().orElseThrow();
        try (QueryContext context = engine.open(ALICE, RequestHeaders.NONE, AccessMode.READ_ONLY, Engines.LIMIT)) {
            context.run(new Sql.ByOperator("SELECT * FROM read_json_auto('" + REPOS + "')"), Map.of());
            context.run(new Sql.ByOperator("SELECT * FROM read_json_auto('" + REPOS + "')"), Map.of());
            assertThat(files(root)).isEqualTo(1);
        }
        assertThat(files(root)).isZero();
        assertThat(WEB.requests()).hasSize(1);
        ask("SELECT * FROM read_json_auto('" + REPOS + "')");
        assertThat(WEB.requests()).hasSize(2);
        assertThat(Files.getPosixFilePermissions(root)).hasSize(3);
    }

    private static long files(Path root) throws Exception {
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(file -> !file.endsWith("lock")).count();
        }
    }

    @Test
    void saysThatAnArgumentMustBeConstant() {
        assertThat(refusal("SELECT * FROM notes, read_json_auto('" + REPOS + "?' || note)")
                        .getMessage())
                .contains("only supports literals");
        assertThat(refusal("SELECT * FROM read_json_auto((SELECT max(note) FROM notes))")
                        .getMessage())
                .contains("cannot contain subqueries");
        assertThat(WEB.requests()).isEmpty();
    }

    @Test
    void refusesToExplainWhatItWouldHaveToSend() {
        QueryException refused = refusal("EXPLAIN ANALYZE SELECT * FROM read_json_auto('" + REPOS + "')");
        assertThat(refused.reason()).isEqualTo(Reason.REFUSED);
        assertThat(refused.getMessage()).contains("EXPLAIN is not allowed");
        assertThat(WEB.requests()).isEmpty();
    }

    @Test
    void saysThatTheProviderNoLongerTakesTheToken() {
        String address = "https://api.github.com/gone";
        assertThat(refusal("FROM read_json_auto('" + address + "', headers = " + BEARER + ")")
                        .reason())
                .isEqualTo(Reason.TOKEN_REFUSED);
        assertThat(refusal("FROM read_json_auto('" + address + "', headers = MAP {'Authorization': 'Bearer other'})")
                        .reason())
                .isEqualTo(Reason.FAILED);
        assertThat(refusal("FROM read_json_auto('" + address + "')").getMessage())
                .contains("401");
    }

    @Test
    void namesTheHostInsteadOfItsFileInAnError() {
        assertThat(refusal("SELECT * FROM read_json_auto('https://api.github.com/broken')")
                        .getMessage())
                .contains("the answer of api.github.com")
                .doesNotContain("mxcp-web-");
    }

    @Test
    void readsNothingOverHttpWhereThatIsOff() throws Exception {
        try (DuckDbEngine off = Engines.fourThreads()) {
            for (Sql sql : List.of(
                    new Sql.ByOperator("FROM read_json_auto('" + REPOS + "')"),
                    new Sql.ByCaller("FROM read_json_auto('" + REPOS + "')"))) {
                assertThatExceptionOfType(QueryException.class)
                        .isThrownBy(() -> Engines.run(off, ALICE, AccessMode.READ_ONLY, sql, Map.of()))
                        .withMessageContaining("not allowed here")
                        .extracting(QueryException::reason)
                        .isEqualTo(Reason.REFUSED);
            }
        }
    }

    @Test
    void readsForNobodyWithoutAToken() throws Exception {
        Sql sql = new Sql.ByOperator(
                "SELECT count(*) FROM read_csv('https://data.example.com/people.csv', headers = MAP {'Authorization':"
                        + " 'Bearer ' || get_user_external_token()})");
        assertThat(Engines.run(engine, Engines.nobody(), AccessMode.READ_ONLY, sql, Map.of())
                        .rows())
                .containsExactly(List.of(2L));
        assertThat(WEB.lastHeader("Authorization")).isEqualTo("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"read_text", "read_blob"})
    void showsTheAddressInPlaceOfTheFile(String reader) throws Exception {
        String address = "'https://data.example.com/people.csv?key=' || get_user_external_token()";
        WEB.with("https://data.example.com/people.csv?key=token-of-alice", "login\n");
        assertThat(ask("SELECT filename FROM " + reader + "(" + address + ")").rows())
                .containsExactly(List.of("https://data.example.com/people.csv"));
        assertThat(ask("SELECT " + reader + ".* FROM " + reader + "($url)", Map.of("url", LINES))
                        .rows()
                        .toString())
                .contains(LINES)
                .doesNotContain("mxcp-web-");
        assertThat(ask("SELECT reverse(a) FROM " + reader + "('" + LINES + "') t(a, b, c, d)")
                        .rows())
                .containsExactly(List.of(new StringBuilder(LINES).reverse().toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT filename FROM read_csv('https://data.example.com/people.csv')",
                "SELECT t.filename FROM read_csv('https://data.example.com/people.csv') t",
                "SELECT \"FileName\" FROM read_json_auto('" + LINES + "')",
                "FROM read_json('" + LINES + "', filename = true)",
                "FROM read_json('" + LINES + "', \"filename\" := 'f')",
                "FROM read_json('" + LINES + "', /* a */ filename -- b\n /* c */ = true)",
                "FROM read_csv('https://data.example.com/people.csv', columns = {a: 'DATE'}, delim = ';')",
                "FROM read_parquet('https://data.example.com/broken-parquet')"
            })
    void showsNoPlaceOfAFile(String sql) {
        WEB.with("https://data.example.com/broken-parquet", "no parquet");
        assertThat(refusal(sql).getMessage())
                .doesNotContain("mxcp-web-")
                .doesNotContain(System.getProperty("java.io.tmpdir") + "/");
    }

    @Test
    void keepsTheNamesOfCalls() throws Exception {
        assertThat(ask("SELECT read_json.a FROM read_json('" + LINES + "') ORDER BY read_json.a DESC")
                        .rows())
                .containsExactly(List.of(2L), List.of(1L));
        assertThat(ask("SELECT count(*) FROM read_json('" + LINES + "') x, system.main.read_json('" + LINES
                                + "') AS y(b) LEFT JOIN notes ON id = y.b WHERE x.a = y.b")
                        .rows())
                .containsExactly(List.of(2L));
    }
}
