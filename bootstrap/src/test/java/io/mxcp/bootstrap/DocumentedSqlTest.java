package io.mxcp.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mxcp.application.endpoint.Cancellation;
import io.mxcp.application.endpoint.EndpointException;
import io.mxcp.application.endpoint.EndpointFlows;
import io.mxcp.application.endpoint.ReadResult;
import io.mxcp.application.endpoint.Requester;
import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.config.Overrides;
import io.mxcp.bootstrap.config.Surroundings;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.bootstrap.endpoints.EndpointFiles;
import io.mxcp.bootstrap.endpoints.Endpoints;
import io.mxcp.bootstrap.logging.LoggedAudit;
import io.mxcp.bootstrap.pages.Block;
import io.mxcp.bootstrap.pages.Pages;
import io.mxcp.bootstrap.pages.Use;
import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.endpoint.Prompt;
import io.mxcp.domain.endpoint.Resource;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.provider.UserProfile.EmailVerification;
import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.query.Caller;
import io.mxcp.domain.query.QueryContext;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryResult;
import io.mxcp.domain.query.Sql;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The SQL of the pages, alone and in tools, resources and prompts, does what is said of it for a person who is signed in: on the
 * tables that the pages speak of, with the interfaces of the providers played on this machine.
 */
class DocumentedSqlTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String TOKEN = "token-of-ann";
    private static final String INTERFACES =
            "https://(api\\.github\\.com|api\\.atlassian\\.com|www\\.googleapis\\.com)";
    private static final String DATA = """
            CREATE TABLE orders AS FROM (VALUES
                (1, DATE '2026-01-05', 120.50, 'ann'), (2, DATE '2026-01-17', 75.00, 'ben'), (3, DATE '2026-02-02', 310.25, 'ann')
            ) AS t (order_id, ordered_on, amount, seller);
            CREATE TABLE notes (order_id INTEGER, author VARCHAR, text VARCHAR, written TIMESTAMPTZ);
            CREATE TABLE teams AS SELECT 'north' AS name, ['ann', 'ben'] AS sellers;
            CREATE TABLE people AS FROM (VALUES ('ann', 'north'), ('ida', 'north'), ('ben', 'south')) AS t (name, team);
            CREATE TABLE audit_log (user_id VARCHAR, action VARCHAR, timestamp TIMESTAMPTZ);
            """;

    /** What the providers' interfaces answer, by path. */
    private static final Map<String, String> ANSWERS = Map.of(
            "/user/repos", "[{\"name\": \"lights\", \"private\": true, \"updated_at\": \"2026-01-05T10:00:00Z\"}]",
            "/ex/jira/site-of-ann/rest/api/3/search/jql",
                    "{\"issues\": [{\"key\": \"SEA-1\", \"fields\": {\"summary\": \"Lamp\", \"status\": {\"name\": \"Done\"}}}]}",
            "/calendar/v3/calendars/primary/events", "{\"items\": [{\"id\": \"1\", \"summary\": \"Lamp\"}]}",
            "/services/data/v60.0/query", "{\"records\": [{\"Id\": \"1\", \"Name\": \"Lamps and more\"}]}");

    /** What a caller sends to the endpoints of the pages that need something. */
    private static final Map<String, Map<String, Object>> ARGUMENTS = Map.of(
            "orders_since", Map.of("since", "2026-01-31"),
            "add_note", Map.of("order_id", 1, "text", "Call back"),
            "users://{username}/profile", Map.of("username", "ida"),
            "review", Map.of("month", "2026-01", "focus", "{{ refunds }}"));

    private static final Queue<String> AUTHORIZATIONS = new ConcurrentLinkedQueue<>();

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private static Path root;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static HttpServer web;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException, StartException, QueryException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", DocumentedSqlTest::answer);
        web.start();
        write("home/.mxcp/config.yml", """
                projects:
                  my_project:
                    profiles:
                      dev:
                        web: {allowed_hosts: ["http://127.0.0.1:%d"], private_addresses: true}
                """.formatted(web.getAddress().getPort()));
        write("project/mxcp-site.yml", "project: my_project\nprofile: dev\n");
        server = new Broker().start(configuration("project"), Endpoints.NONE);
        run(DATA, AccessMode.READ_WRITE);
    }

    @AfterAll
    static void stop() throws StartException {
        server.close();
        web.stop(0);
    }

    @BeforeEach
    void forget() {
        AUTHORIZATIONS.clear();
    }

    @ParameterizedTest
    @MethodSource("statements")
    void runsEachStatementAsTheOneWhoIsSignedIn(Block block) throws QueryException {
        String sql = block.text().replaceAll(INTERFACES, base());

        boolean writes = sql.startsWith("INSERT");
        QueryResult result = run(sql, writes ? AccessMode.READ_WRITE : AccessMode.READ_ONLY);

        assertThat(result.rows()).as(sql).isNotEmpty();
        assertThat(result.rows().toString()).doesNotContain("ben");
        if (sql.contains("get_user_external_token()")) {
            assertThat(AUTHORIZATIONS).containsExactly("Bearer " + TOKEN);
        }
    }

    static List<Block> statements() {
        return Pages.blocks(Use.STATEMENT);
    }

    @Test
    void keepsAnAuditTrailOfTheOneWhoIsSignedIn() throws QueryException {
        for (Block block : statements()) {
            if (block.text().startsWith("INSERT INTO audit_log")) {
                run(block.text(), AccessMode.READ_WRITE);
            }
        }
        assertThat(run("SELECT user_id, action FROM audit_log", AccessMode.READ_ONLY)
                        .rows())
                .containsExactly(List.of("ann", "data_query"));
    }

    @ParameterizedTest
    @MethodSource("pagesWithEndpoints")
    void answersByEachToolResourceAndPromptOfAPage(String page) throws IOException, EndpointException {
        List<Block> shown = Pages.blocks(Use.ENDPOINT).stream()
                .filter(block -> block.page().equals(page))
                .toList();
        String project = page.replaceAll("\\W", "_");
        write(project + "/mxcp-site.yml", "project: my_project\nprofile: dev\n");
        for (Block block : shown) {
            write(project + "/" + block.file().orElseThrow(), block.text());
        }
        Problems problems = new Problems();
        Endpoints read = new EndpointFiles(
                        surroundings(project), configuration(project).site(), problems)
                .read()
                .endpoints();
        assertThat(problems.errors()).isEmpty();
        assertThat(problems.warnings()).isEmpty();
        long files =
                shown.stream().filter(block -> block.language().equals("yaml")).count();
        assertThat(read.tools().size()
                        + read.resources().size()
                        + read.prompts().size())
                .isEqualTo((int) files);

        EndpointFlows flows = EndpointFlows.over(server.engine(), new LoggedAudit(), Clock.systemUTC(), LIMIT);
        Requester requester = Requester.of(ann());
        for (Tool tool : read.tools()) {
            assertIsForAnn(
                    flows.callTool().call(tool, arguments(tool.name()), requester, new Cancellation(), ReadResult::of));
        }
        for (Resource resource : read.resources()) {
            Map<String, Object> values = arguments(resource.uri().toString());
            assertIsForAnn(flows.readResource().read(resource, values, requester, new Cancellation(), ReadResult::of));
        }
        for (Prompt prompt : read.prompts()) {
            assertThat(flows.getPrompt().get(prompt, arguments(prompt.name()), requester))
                    .singleElement()
                    .satisfies(message -> assertThat(message.text())
                            .isEqualToIgnoringNewLines("Review my orders of 2026-01. Look at {{ refunds }} first."));
        }
    }

    static List<String> pagesWithEndpoints() {
        return Pages.blocks(Use.ENDPOINT).stream().map(Block::page).distinct().toList();
    }

    private static void assertIsForAnn(Object result) {
        assertThat(result.toString()).isNotEqualTo("[]").doesNotContain("ben", "75.00");
    }

    private static Map<String, Object> arguments(String endpoint) {
        return ARGUMENTS.getOrDefault(endpoint, Map.of());
    }

    private static QueryResult run(String sql, AccessMode mode) throws QueryException {
        try (QueryContext context = server.engine().open(ann(), mode, LIMIT)) {
            return context.run(new Sql.ByOperator(sql), Map.of());
        }
    }

    private static Caller ann() {
        UserProfile profile = new UserProfile(
                "https://sso.example.com",
                "1001",
                "ann",
                Optional.of("ann@acme.example"),
                EmailVerification.VERIFIED,
                Optional.of("Ann Example"),
                List.of(),
                List.of(),
                Map.of("atlassian.cloud_id", "site-of-ann", "salesforce.instance_url", base()));
        return new AuthenticatedUser(
                new ProviderId("keycloak"),
                profile,
                Optional.of(Secret.of(TOKEN)),
                Scopes.NONE,
                new ClientId("client"),
                new GrantId("0".repeat(32)),
                Set.of(),
                Set.of());
    }

    private static void answer(HttpExchange exchange) throws IOException {
        AUTHORIZATIONS.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        byte[] body =
                ANSWERS.getOrDefault(exchange.getRequestURI().getPath(), "").getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String base() {
        return "http://127.0.0.1:" + web.getAddress().getPort();
    }

    private static Configuration configuration(String project) {
        Problems problems = new Problems();
        Overrides anyPort = new Overrides(Optional.empty(), Optional.of(0), Optional.empty(), false);
        return Configuration.read(surroundings(project), anyPort, List.of(), problems)
                .orElseThrow(() -> new AssertionError(problems.errors()));
    }

    private static Surroundings surroundings(String project) {
        return new Surroundings(
                root.resolve(project), root.resolve("home"), Map.of("MXCP_DUCKDB_PATH", ":memory:"), Clock.systemUTC());
    }

    private static void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
        Files.writeString(file, text);
    }
}
