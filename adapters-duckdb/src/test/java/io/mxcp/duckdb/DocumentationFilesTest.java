package io.mxcp.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.QueryResult;
import io.mxcp.domain.query.Sql;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The SQL of the documentation, to the letter, runs and does what is said of it. */
class DocumentationFilesTest {
    private static final String CALENDAR = "https://www.googleapis.com/calendar/v3/calendars/primary/events";
    private static final String DRIVE = "https://www.googleapis.com/drive/v3/files?q=name+contains+'report'";
    private static final String REPOS = "https://api.github.com/user/repos";
    private static final String ACCOUNTS = "https://your-instance.salesforce.com/services/data/v58.0/sobjects/Account";
    private static final String RESOURCE = "https://api.example.com/protected/resource";
    private static final String PROJECTS = "https://api.atlassian.com/ex/jira/1324a887/rest/api/2/project";
    private static final Identity ALICE = new Identity(
            "alice",
            "alice@example.com",
            "example",
            "id-of-alice",
            "Name of alice",
            Optional.of(Secret.of("token-of-alice")),
            Map.of("atlassian.cloud_id", "1324a887", "salesforce.instance_url", "https://your-instance.salesforce.com"),
            Set.of());
    private static final RecordedWeb WEB = new RecordedWeb()
            .with(CALENDAR, "{\"items\": []}")
            .with(DRIVE, "{\"files\": []}")
            .with(REPOS, "[{\"id\": 1}]")
            .with(ACCOUNTS, "{\"recentItems\": []}")
            .with(RESOURCE, "{\"ok\": true}")
            .with(PROJECTS, "[{\"key\": \"ACME\"}]");

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static DuckDbEngine engine;

    @BeforeAll
    static void open() throws Exception {
        Set<String> hosts = Set.of(
                "api.github.com", "*.salesforce.com", "api.example.com", "www.googleapis.com", "api.atlassian.com");
        DuckDbSettings settings =
                DuckDbSettings.inMemory().withEngine(4, 512L * 1024 * 1024).withWebHosts(hosts);
        engine = DuckDbEngine.open(settings, new SecretGenerator(), Optional.of(WEB));
        Engines.write(
                engine,
                "CREATE TABLE my_data_table AS SELECT * FROM (VALUES ('alice', 1), ('bob', 2)) v(owner, i);"
                        + " CREATE TABLE user_documents AS SELECT * FROM (VALUES ('alice', 'a'), ('bob', 'b')) v(created_by, t);"
                        + " CREATE TABLE audit_log(user_id VARCHAR, action VARCHAR, timestamp TIMESTAMPTZ)");
    }

    @AfterAll
    static void close() throws Exception {
        engine.close();
    }

    @BeforeEach
    void forget() {
        WEB.forget();
    }

    @ParameterizedTest
    @CsvSource({
        "14-salesforce-oauth-salesforce-cloud-working-with-salesforce-da.sql, " + ACCOUNTS,
        "20-keycloak-working-with-keycloak-tokens.sql, " + RESOURCE
    })
    void readsTheDataOfAProviderAsTheCaller(String file, String address) throws Exception {
        assertThat(run(text(file)).rows()).hasSize(1);
        assertThat(asked()).containsExactly(address);
        assertThat(WEB.lastHeader("Authorization")).isEqualTo("Bearer token-of-alice");
        assertThat(WEB.lastHeader("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void readsTheCalendarAndTheFilesOfTheCaller() throws Exception {
        assertThat(run(text("24-google-oauth-working-with-google-apis.sql")).columns())
                .containsExactly("files");
        assertThat(asked()).containsExactly(CALENDAR, DRIVE);
        assertThat(WEB.lastHeader("Authorization")).isEqualTo("Bearer token-of-alice");
    }

    @Test
    void tellsTokenAndPersonInFourStatements() throws Exception {
        assertThat(run(text("33-available-user-functions.sql")).rows()).containsExactly(List.of("alice@example.com"));
    }

    @Test
    void readsRepositoriesAndThenTheRowsOfTheCaller() throws Exception {
        assertThat(run(text("34-example-use-cases.sql")).rows()).containsExactly(List.of("alice", 1L));
        assertThat(asked()).containsExactly(REPOS);
        assertThat(WEB.lastHeader("User-Agent")).isEqualTo("MXCP-alice");
    }

    @Test
    void showsTheDocumentsOfTheCallerAndLogsIt() throws Exception {
        Sql both = new Sql.ByOperator(text("35-example-use-cases.sql"));
        Engines.run(engine, ALICE, AccessMode.READ_WRITE, both, Map.of());
        assertThat(run("SELECT user_id, action FROM audit_log").rows()).containsExactly(List.of("alice", "data_query"));
    }

    @Test
    void readsAtTheSiteOrInstanceThatTheProviderNamed() throws Exception {
        String headers = ", headers = MAP {'Authorization': 'Bearer ' || get_user_external_token()})";
        run("FROM read_json_auto('https://api.atlassian.com/ex/jira/' || get_user_fact('atlassian.cloud_id')"
                + " || '/rest/api/2/project'" + headers);
        run("FROM read_json_auto(get_user_fact('salesforce.instance_url')"
                + " || '/services/data/v58.0/sobjects/Account'" + headers);
        assertThat(asked()).containsExactly(PROJECTS, ACCOUNTS);
        assertThat(WEB.lastHeader("Authorization")).isEqualTo("Bearer token-of-alice");
    }

    @Test
    void readsAtTheInstanceWithAPathThatIsAParameter() throws Exception {
        Sql sql = new Sql.ByOperator("FROM read_json_auto(get_user_fact('salesforce.instance_url') || $path,"
                + " headers = MAP {'Authorization': 'Bearer ' || get_user_external_token()})");
        Map<String, Object> path = Map.of("path", "/services/data/v58.0/sobjects/Account");
        assertThat(Engines.run(engine, ALICE, AccessMode.READ_ONLY, sql, path).rows())
                .hasSize(1);
        assertThat(asked()).containsExactly(ACCOUNTS);
        assertThat(WEB.lastHeader("Authorization")).isEqualTo("Bearer token-of-alice");
    }

    private static QueryResult run(String sql) throws Exception {
        return Engines.run(engine, ALICE, AccessMode.READ_ONLY, new Sql.ByOperator(sql), Map.of());
    }

    private static List<String> asked() {
        return WEB.requests().stream()
                .map(request -> request.address().toString())
                .toList();
    }

    private static String text(String file) throws IOException {
        try (InputStream stream = DocumentationFilesTest.class.getResourceAsStream("documentation/" + file)) {
            return new String(Objects.requireNonNull(stream, file).readAllBytes(), UTF_8);
        }
    }
}
