package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.fixture.TestClock;
import io.mxcp.providers.scripted.EgressThreads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the whole server knows after another start, in memory and with SQLite: S1, S2, R6, R7, R10, C10, F10, D4 to D11, Q15. */
@SuppressWarnings("try") // a server is asked at its address
@Tag("same-on-every-java")
class StartedAnewTest {
    private static final String IN_A_FILE = "persistence: {type: sqlite}\n";
    private static final String ONE_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE";
    private static final String ANOTHER_KEY = "NDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE";
    private static final String CONFIGURED = "clients: [{client_id: configured, redirect_uris: ['" + Visitor.LANDING
            + "'], grant_types: [authorization_code, refresh_token]}]\n";

    @TempDir
    Path root;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private Realm realm;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private SignInProject project;

    @BeforeEach
    void makeProject() throws Exception {
        realm = Realm.start(InstantSource.system());
        project = new SignInProject(root).tool("who", "SELECT get_username() AS name");
        realm.servedAt(project.address());
    }

    @AfterEach
    void closeRealm() {
        realm.close();
    }

    private SignInProject with(String more) throws Exception {
        return project.auth(realm.section() + more);
    }

    private static int askWith(Visitor visitor, Answer tokens) throws Exception {
        return visitor.call(tokens.json("access_token"), "who").status();
    }

    private static void assertOver(Visitor visitor, Answer tokens) throws Exception {
        assertThat(askWith(visitor, tokens)).isEqualTo(401);
        Answer refused = visitor.refresh(tokens.json("refresh_token"));
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json("error")).isEqualTo("invalid_grant");
    }

    @Test
    void knowsConfiguredClientsAloneWithoutPersistence() throws Exception {
        with(CONFIGURED);
        Visitor registered;
        Visitor configured = Visitor.with(project.address(), "configured");
        Answer tokens;
        Answer others;
        try (RunningServer server = project.start()) {
            registered = Visitor.registering(project.address());
            tokens = registered.tokens();
            others = configured.tokens();
            assertThat(askWith(registered, tokens)).isEqualTo(200);
        }
        try (RunningServer server = project.start()) {
            assertThat(askWith(registered, tokens)).isEqualTo(401);
            assertThat(registered.authorize().status()).isEqualTo(400);
            assertThat(registered.refresh(tokens.json("refresh_token")).json("error"))
                    .isEqualTo("invalid_client");
            assertOver(configured, others);
            assertThat(askWith(configured, configured.tokens())).isEqualTo(200);
        }
    }

    @Test
    void makesTheDocumentedFileWithItsFolderAndSaysOnceWhereTheKeyIs() throws Exception {
        with(IN_A_FILE);
        Path settings = root.resolve("settings.yml");
        Files.move(project.home().resolve(".mxcp/config.yml"), settings);
        Files.delete(project.home().resolve(".mxcp"));
        project.environment().put("MXCP_CONFIG", settings.toString());
        List<String> first = logOfAStart();

        assertThat(rights(".mxcp")).isEqualTo("rwx------");
        assertThat(rights(".mxcp/oauth.db")).isEqualTo("rw-------");
        try (var files = Files.list(project.home().resolve(".mxcp"))) {
            assertThat(files.filter(file -> file.toString().endsWith("key")))
                    .singleElement()
                    .satisfies(key -> {
                        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                                .isEqualTo("rw-------");
                        assertThat(first)
                                .filteredOn(line -> line.startsWith("WARN"))
                                .singleElement()
                                .asString()
                                .contains(key.toString());
                    });
        }
        assertThat(logOfAStart()).noneMatch(line -> line.startsWith("WARN"));
    }

    private List<String> logOfAStart() throws Exception {
        try (LogLines log = new LogLines();
                RunningServer server = project.start()) {
            return log.read();
        }
    }

    private String rights(String file) throws Exception {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(project.home().resolve(file)));
    }

    /** C10, Q15: page shown; person sent to the provider; code at the client; tokens at the client. */
    @Test
    void goesOnWithASignInWheneverItIsStartedAnew() throws Exception {
        with(IN_A_FILE);
        Visitor visitor;
        Answer page;
        try (RunningServer server = project.start()) {
            visitor = Visitor.registering(project.address());
            page = visitor.authorize();
        }
        Answer approved;
        try (RunningServer server = project.start()) {
            approved = visitor.decide(page, "approve");
        }
        Answer landed;
        try (RunningServer server = project.start()) {
            landed = visitor.get(Visitor.visit(approved));
        }
        Answer tokens;
        try (RunningServer server = project.start()) {
            tokens = visitor.redeem(landed.parameter("code"));
        }
        try (RunningServer server = project.start()) {
            assertThat(askWith(visitor, tokens)).isEqualTo(200);
            assertThat(askWith(visitor, visitor.refresh(tokens.json("refresh_token"))))
                    .isEqualTo(200);
        }
    }

    @Test
    void knowsARegisteredClientWithItsScopesUnlessItsRowIsDamaged() throws Exception {
        with(IN_A_FILE + CONFIGURED.replace("}]", ", scopes: [reports]}]"));
        Visitor visitor;
        Visitor damaged;
        try (RunningServer server = project.start()) {
            visitor = Visitor.registering(project.address(), "reports");
            damaged = Visitor.registering(project.address());
        }
        change("UPDATE clients SET redirect_uris = 'no list', scopes = '\"' WHERE id = '" + damaged.clientId() + "'");
        try (RunningServer server = project.start()) {
            Answer approved = visitor.approve();
            assertThat(approved.parameter("scope")).isEqualTo("openid profile email");
            Answer landed = visitor.get(Visitor.visit(approved));
            assertThat(visitor.redeem(landed.parameter("code")).json("scope")).isEqualTo("reports");

            Answer refused = damaged.authorize();
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).contains("invalid_client");
            Answer unknown = damaged.redeem("mxcp_ac_x");
            assertThat(unknown.status()).isEqualTo(401);
            assertThat(unknown.json("error")).isEqualTo("invalid_client");
        }
    }

    @Test
    void keepsARevocationOverAnotherStart() throws Exception {
        with(IN_A_FILE);
        Visitor visitor;
        Answer byAccessToken;
        Answer byRefreshToken;
        try (RunningServer server = project.start()) {
            visitor = Visitor.registering(project.address());
            byAccessToken = visitor.tokens();
            byRefreshToken = visitor.tokens();
            assertThat(visitor.revoke(byAccessToken.json("access_token")).status())
                    .isEqualTo(200);
            assertThat(visitor.revoke(byRefreshToken.json("refresh_token")).status())
                    .isEqualTo(200);
            assertThat(visitor.revoke("never issued").status()).isEqualTo(200);
            assertOver(visitor, byAccessToken);
            assertOver(visitor, byRefreshToken);
        }
        try (RunningServer server = project.start()) {
            assertOver(visitor, byAccessToken);
            assertOver(visitor, byRefreshToken);
        }
        // fastmcp#5120: no token of ours goes to the provider
        assertThat(realm.revocations()).isZero();
    }

    /** CVE-2026-9802. */
    @Test
    void endsTheGrantOfARotatedTokenAfterAnotherStartToo() throws Exception {
        TestClock clock = new TestClock(Instant.now());
        with(IN_A_FILE).clock(clock);
        Visitor visitor;
        Answer first;
        Answer second;
        try (RunningServer server = project.start()) {
            visitor = Visitor.registering(project.address());
            first = visitor.tokens();
            second = visitor.refresh(first.json("refresh_token"));
            assertThat(askWith(visitor, second)).isEqualTo(200);
        }
        clock.advance(Duration.ofSeconds(61));
        try (RunningServer server = project.start()) {
            assertThat(visitor.refresh(first.json("refresh_token")).json("error"))
                    .isEqualTo("invalid_grant");
            assertOver(visitor, second);
        }
    }

    /** CVE-2025-69196: a token is good at the resource that it was issued for. */
    @Test
    void takesNoTokenOfAnotherResourceInTheSameFile() throws Exception {
        Visitor visitor;
        Answer tokens;
        try (RunningServer server = with(IN_A_FILE).start()) {
            visitor = Visitor.registering(project.address());
            tokens = visitor.tokens();
            Answer refused =
                    visitor.asking("resource", "https://other.example/mcp").authorize();
            assertThat(refused.parameter("error")).isEqualTo("invalid_target");
        }
        project.transport("base_url: 'https://other.example'");
        try (RunningServer server = with(IN_A_FILE).start()) {
            assertOver(visitor, tokens);
        }
    }

    @Test
    void leavesNoThreadOfItsCallsToProviderAndWebBehind() throws Exception {
        String host = realm.provider().base().replace("http://", "");
        project.beside("web: {allowed_hosts: ['" + host + "'], private_addresses: true}\n")
                .tool("web", "SELECT * FROM read_text('" + realm.provider().base() + "/')");
        EgressThreads threads = new EgressThreads();
        try (RunningServer server = with("").start()) {
            Visitor visitor = Visitor.registering(project.address());
            Answer tokens = visitor.tokens();
            int ofProvider = threads.started().size();
            assertThat(ofProvider).isPositive();
            visitor.call(tokens.json("access_token"), "web");
            assertThat(threads.started()).hasSizeGreaterThan(ofProvider);
        }
        assertThat(threads.left()).isEmpty();
    }

    /** dex#5017. */
    @Test
    void isNotReadyWhileItsFileTakesNothing() throws Exception {
        try (RunningServer server = with(IN_A_FILE).start();
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            Visitor visitor = Visitor.with(project.address(), "any");
            awaitReadiness(visitor, 200);
            statement.execute("BEGIN EXCLUSIVE");
            awaitReadiness(visitor, 503);
            assertThat(visitor.get("/health").status()).isEqualTo(200);
            statement.execute("ROLLBACK");
            awaitReadiness(visitor, 200);
        }
    }

    /** What a probe found is told for a second, and a probe has only a second itself: on a busy machine one may fail. */
    private static void awaitReadiness(Visitor visitor, int status) throws Exception {
        int told = visitor.get("/ready").status();
        for (int tries = 0; told != status && tries < 300; tries++) {
            Thread.sleep(100);
            told = visitor.get("/ready").status();
        }
        assertThat(told).isEqualTo(status);
    }

    @Test
    void needsTheKeyThatSealedAndKeepsEverybodyWhileItIsListed() throws Exception {
        with("persistence: {type: sqlite, key: " + ONE_KEY + "}\n");
        Visitor visitor;
        Answer tokens;
        try (RunningServer server = project.start()) {
            visitor = Visitor.registering(project.address());
            tokens = visitor.tokens();
        }
        with("persistence: {type: sqlite, key: " + ANOTHER_KEY + "}\n");
        try (RunningServer server = project.start()) {
            assertOver(visitor, tokens);
            assertThat(visitor.authorize().status())
                    .as("clients are not sealed")
                    .isEqualTo(200);
        }
        with("persistence: {type: sqlite, keys: [" + ANOTHER_KEY + ", " + ONE_KEY + "]}\n");
        try (RunningServer server = project.start()) {
            assertThat(askWith(visitor, tokens)).isEqualTo(200);
            tokens = visitor.refresh(tokens.json("refresh_token"));
        }
        with("persistence: {type: sqlite, key: " + ANOTHER_KEY + "}\n");
        try (RunningServer server = project.start()) {
            assertThat(askWith(visitor, tokens))
                    .as("sealed anew by the refresh")
                    .isEqualTo(200);
        }
    }

    /** D10: the tables as the first version had them, with what this sign-in left. */
    @Test
    void goesOnWithAFileOfAnOlderVersionAndRefusesOneOfANewer() throws Exception {
        with(IN_A_FILE);
        Visitor visitor;
        Answer tokens;
        try (RunningServer server = project.start()) {
            visitor = Visitor.registering(project.address());
            tokens = visitor.tokens();
        }
        makeOld();
        try (RunningServer server = project.start()) {
            assertThat(askWith(visitor, tokens)).isEqualTo(200);
            assertThat(askWith(visitor, visitor.refresh(tokens.json("refresh_token"))))
                    .isEqualTo(200);
            assertThat(askWith(visitor, visitor.tokens())).isEqualTo(200);
        }
        change("PRAGMA user_version = 99");
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(project::start)
                .withMessageContaining("oauth.db was written by a newer version of this program");
    }

    @Test
    void takesNoTokenOfAnotherProfileInTheSameFile() throws Exception {
        String both = "projects:\n  my_project:\n    profiles:\n";
        for (String profile : List.of("dev", "prod")) {
            both += "      " + profile + ":\n        auth:\n" + (realm.section() + CONFIGURED + IN_A_FILE).indent(10);
        }
        Visitor visitor = Visitor.with(project.address(), "configured");
        Answer tokens;
        project.profile("dev").config(both);
        try (RunningServer server = project.start()) {
            tokens = visitor.tokens();
            assertThat(askWith(visitor, tokens)).isEqualTo(200);
        }
        project.profile("prod").config(both);
        try (RunningServer server = project.start()) {
            assertOver(visitor, tokens);
        }
        project.profile("dev").config(both);
        try (RunningServer server = project.start()) {
            assertThat(askWith(visitor, tokens)).isEqualTo(200);
        }
    }

    private void change(String sql) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Puts a file in place that has the tables of the first version, and of this file what fits in there. */
    private void makeOld() throws Exception {
        Path old = Files.createFile(
                root.resolve("old.db"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + old);
                Statement statement = database.createStatement()) {
            for (String part :
                    SignInProject.resource("/io/mxcp/sqlite/schema-1.sql").split(";", -1)) {
                if (!part.isBlank()) {
                    statement.execute(part);
                }
            }
            statement.execute("ATTACH '" + file() + "' AS newer");
            for (String table : List.of("realms", "clients", "authorizations", "grants", "access_tokens")) {
                String columns = columns(statement, table);
                statement.execute(
                        "INSERT INTO main." + table + " (" + columns + ") SELECT " + columns + " FROM newer." + table);
            }
            statement.execute("PRAGMA main.application_id = 0x6d786370");
            statement.execute("PRAGMA main.user_version = 1");
        }
        Files.move(old, file(), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String columns(Statement statement, String table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT name FROM pragma_table_info('" + table + "', 'main')")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return String.join(", ", names);
    }

    private Path file() {
        return project.home().resolve(".mxcp/oauth.db");
    }
}
