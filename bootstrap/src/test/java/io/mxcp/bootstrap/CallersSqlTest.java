package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.secret.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SQL at the whole server, by an operator's tools and by callers themselves: Q1, Q7, Q8, Q11, Q13, Q17. */
@SuppressWarnings("try") // a server is asked at its address
class CallersSqlTest {
    private static final String ME = "/api/me";

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static Realm realm;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static SignInProject project;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static RunningServer server;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static Path home;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static Visitor alice;

    private static String alicesToken = "";

    @BeforeAll
    static void start(@TempDir Path root) throws Exception {
        realm = Realm.start(InstantSource.system());
        realm.provider()
                .rule(
                        ME,
                        (exchange, body) -> Optional.of(realm.provider()
                                .caller(exchange)
                                .map(name -> Reply.json(200, "[{\"login\":\"" + name + "\"}]"))
                                .orElseGet(() -> Reply.json(401, "{}"))));
        project = new SignInProject(root)
                .beside("web: {allowed_hosts: ['" + host() + "'], private_addresses: true}\n")
                .tool(
                        "who",
                        "SELECT get_username() AS username, get_user_email() AS email, get_user_provider() AS provider,"
                                + " get_user_external_token() AS token")
                .tool("me", "SELECT login FROM " + readingMe())
                .auth(realm.section() + "persistence: {type: sqlite}\n");
        home = project.home();
        Path database = root.resolve("shop.duckdb");
        fill(database);
        project.environment().put("MXCP_DUCKDB_PATH", database.toString());
        realm.servedAt(project.address());
        server = project.start();
        alice = Visitor.registering(project.address());
        alicesToken = alice.tokens().json("access_token");
    }

    @AfterAll
    static void stop() throws StartException {
        server.close();
        realm.close();
    }

    private static String host() {
        return realm.provider().base().replace("http://", "");
    }

    private static String readingMe() {
        return "read_json_auto('" + realm.provider().base() + ME
                + "', headers = MAP {'Authorization': 'Bearer ' || get_user_external_token()})";
    }

    private static void fill(Path database) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (item VARCHAR NOT NULL, amount INTEGER)");
            statement.execute("CREATE VIEW big_orders AS SELECT item FROM orders WHERE amount > 10");
        }
    }

    private static Answer query(String sql) throws Exception {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("sql", sql);
        return alice.call(alicesToken, "execute_sql_query", arguments.toString());
    }

    private static JsonArray rows(Answer called) {
        return called.row().getAsJsonArray("result");
    }

    @Test
    void tellsAnOperatorsToolWhoAsksAndTheTokenOfTheProvider() throws Exception {
        JsonObject row = alice.call(alicesToken, "who").row();

        assertThat(row.get("username").getAsString()).isEqualTo("alice");
        assertThat(row.get("email").getAsString()).isEqualTo("alice@acme.example");
        assertThat(row.get("provider").getAsString()).isEqualTo("keycloak");
        assertThat(realm.provider().isLive(Secret.of(row.get("token").getAsString())))
                .isTrue();
    }

    @Test
    void describesTablesInOrder() throws Exception {
        assertThat(rows(alice.call(alicesToken, "list_tables")).toString())
                .isEqualTo("[{\"name\":\"big_orders\",\"type\":\"view\"},{\"name\":\"orders\",\"type\":\"table\"}]");
        assertThat(rows(schemaOf("orders")).toString())
                .isEqualTo("[{\"name\":\"item\",\"type\":\"VARCHAR\",\"nullable\":false},"
                        + "{\"name\":\"amount\",\"type\":\"INTEGER\",\"nullable\":true}]");
        assertThat(rows(schemaOf("Orders"))).isEqualTo(rows(schemaOf("orders")));
        assertThat(rows(schemaOf("nothing_here"))).isEmpty();
    }

    private static Answer schemaOf(String table) throws Exception {
        return alice.call(alicesToken, "get_table_schema", "{\"table_name\":\"" + table + "\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT * FROM read_text('HOME/.mxcp/config.yml') | no files
            SELECT * FROM read_blob('HOME/.mxcp/oauth.db') | no files
            SELECT * FROM sqlite_scan('HOME/.mxcp/oauth.db', 'grants') | sqlite_scan
            SELECT * FROM 'HOME/.mxcp/config.yml' | HOME
            ATTACH 'HOME/.mxcp/oauth.db' AS stolen | Only SELECT is allowed
            COPY (SELECT 1) TO 'HOME/leak.csv' | Only SELECT is allowed
            COPY orders FROM 'HOME/.mxcp/config.yml' | Only SELECT is allowed
            INSTALL sqlite | Only SELECT is allowed
            LOAD sqlite | Only SELECT is allowed
            SET enable_external_access = true | Only SELECT is allowed
            SET VARIABLE who = 'bob' | Only SELECT is allowed
            CREATE MACRO get_username() AS 'bob' | Only SELECT is allowed
            CREATE TEMP TABLE orders AS SELECT 1 | Only SELECT is allowed
            INSERT INTO orders VALUES ('nothing', 1) | Only SELECT is allowed
            DROP TABLE orders | Only SELECT is allowed
            SELECT 1; SELECT 2 | Exactly one statement
            SELECT getenv('HOME') | getenv
            SELECT * FROM duckdb_secrets() | duckdb_secrets
            """)
    void refusesWhatDoesMoreThanReadAndSaysWhatIsNotAllowed(String sql, String said) throws Exception {
        Answer refused = query(sql.replace("HOME", home.toString()));

        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.result().get("isError").getAsBoolean())
                .as(refused.body())
                .isTrue();
        assertThat(refused.body())
                .contains(said.replace("HOME", "config.yml"))
                .doesNotContain("keycloak:", "SQLite format");
        assertThat(home.resolve("leak.csv")).doesNotExist();
    }

    /** Q7: whatever one caller tried, another's statement sees the same person and the same data. */
    @Test
    void letsNoStatementChangeWhatAnotherCallerSees() throws Exception {
        realm.person("bob");
        Visitor bob = Visitor.registering(project.address());
        String bobs = bob.tokens().json("access_token");
        for (String sql : List.of(
                "CREATE OR REPLACE MACRO get_username() AS 'alice'",
                "CREATE TEMP MACRO get_username() AS 'alice'",
                "SET schema = 'information_schema'",
                "BEGIN",
                "PREPARE p AS SELECT get_username()",
                "SELECT get_username()")) {
            query(sql);
        }

        assertThat(bob.call(bobs, "who").row().get("username").getAsString()).isEqualTo("bob");
        assertThat(rows(bob.call(bobs, "list_tables"))).hasSize(2);
        assertThat(alice.call(alicesToken, "who").row().get("username").getAsString())
                .isEqualTo("alice");
    }

    @Test
    void readsTheWebAsEachOfManyWhoAskAtOnce() throws Exception {
        List<String> names = List.of("carol", "dave", "erin", "frank");
        List<String> tokens = new ArrayList<>();
        for (String name : names) {
            realm.person(name);
            tokens.add(Visitor.registering(project.address()).tokens().json("access_token"));
        }
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int call = 0; call < 40; call++) {
                String token = tokens.get(call % tokens.size());
                answers.add(callers.submit(() -> alice.call(token, "me")));
            }
            for (int call = 0; call < answers.size(); call++) {
                assertThat(answers.get(call).get().row().get("login").getAsString())
                        .isEqualTo(names.get(call % names.size()));
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void givesACallersSqlAHandleThatTheProviderNeverSees() throws Exception {
        String handle = rows(query("SELECT get_user_external_token() AS token"))
                .get(0)
                .getAsJsonObject()
                .get("token")
                .getAsString();
        String token = alice.call(alicesToken, "who").row().get("token").getAsString();

        assertThat(handle).isNotEmpty().isNotEqualTo(token);
        assertThat(realm.provider().isLive(Secret.of(handle))).isFalse();
        assertThat(rows(query("SELECT login FROM " + readingMe())).toString()).isEqualTo("[{\"login\":\"alice\"}]");
    }

    @Test
    void givesACallersSqlTheTokenItselfWhereTheOperatorSaysSo(@TempDir Path root) throws Exception {
        SignInProject raw = new SignInProject(root)
                .tool("who", "SELECT get_user_external_token() AS token")
                .auth(realm.section() + "sql_tools: {raw_external_token: true}\n");
        realm.servedAt(raw.address());
        realm.person("grace");
        try (RunningServer running = raw.start()) {
            Visitor visitor = Visitor.registering(raw.address());
            String grace = visitor.tokens().json("access_token");
            Answer told =
                    visitor.call(grace, "execute_sql_query", "{\"sql\":\"SELECT get_user_external_token() AS token\"}");

            assertThat(rows(told).get(0).getAsJsonObject().get("token"))
                    .isEqualTo(visitor.call(grace, "who").row().get("token"));
        }
    }
}
