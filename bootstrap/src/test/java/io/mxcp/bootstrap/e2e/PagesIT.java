package io.mxcp.bootstrap.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mxcp.bootstrap.FreePort;
import io.mxcp.bootstrap.pages.Block;
import io.mxcp.bootstrap.pages.Pages;
import io.mxcp.bootstrap.pages.Use;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of each page, in their order, with the files that the page shows: run by bash, the real program, and real clients. What
 * only the reader has is put in its place: addresses, credentials, a provider.
 */
final class PagesIT {
    private static final Path NODE_PACKAGES =
            Path.of("src/test/node/node_modules").toAbsolutePath();
    private static final Pattern PROFILE = Pattern.compile("profiles:\\s+(\\w+):");
    private static final Pattern LOG_FIELD = Pattern.compile("(\\w+)=\"[^\"]*\"");

    /** With a test of their own here; all others are as {@link #runsTheCommandsOfAProvider} says. */
    private static final List<String> OWN_TEST = List.of(
            "README.md",
            "docs/quickstart.md",
            "docs/clients.md",
            "docs/configuration.md",
            "docs/operation.md",
            "docs/reverse-proxy.md",
            "docs/tools.md");

    /** Runs what npm has installed, as npx would run what it fetches. */
    private static final String NPX = """
            #!/bin/sh
            [ "$1" = -p ] && shift 2
            name=$1
            [ "$name" = @modelcontextprotocol/inspector ] && name=mcp-inspector
            shift
            exec node "%s/.bin/$name" "$@"
            """.formatted(NODE_PACKAGES);

    /** Takes what Claude Code takes, and nothing else. */
    private static final String CLAUDE = """
            #!/bin/sh
            [ "$#" = 6 ] && [ "$1 $2 $3 $4" = "mcp add --transport http" ] || exit 1
            case $5 in *[!A-Za-z0-9_-]*) exit 1 ;; esac
            printf '{"mcpServers": {"%s": {"type": "http", "url": "%s"}}}' "$5" "$6" >"$HOME/claude.json"
            """;

    private static final String DUCKDB = """
            #!/bin/sh
            exec "%s/bin/java" --enable-native-access=ALL-UNNAMED -cp "%s" %s "$@"
            """.formatted(
            System.getProperty("java.home"), System.getProperty("java.class.path"), DuckDbCommand.class.getName());

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @Test
    void startsTheDemoAndThenAProjectWithTheFilesOfReadme() throws IOException, InterruptedException {
        Map<String, String> keycloak = Map.of(
                "KEYCLOAK_CLIENT_ID", "mxcp",
                "KEYCLOAK_CLIENT_SECRET", "invented",
                "KEYCLOAK_REALM", "staff",
                "KEYCLOAK_SERVER_URL", "http://localhost:1");
        try (Shell shell = Shell.open(folder, keycloak)) {
            shell.program("git", "#!/bin/sh\nmkdir -p \"$3/bin\"\nln -s \"$STAGE/bin/mxcp\" \"$3/bin\"\n");

            shell.usePage("README.md");

            assertThat(shell.serverLog()).contains("The MXCP demo is ready", "people sign in at keycloak");
            assertThat(shell.succeed("mxcp list")).contains("tool my_orders");
        }
    }

    @Test
    @SuppressWarnings("try") // the provider is there, not spoken to
    void leadsANewcomerToTheRowsOfTheOneWhoSignsIn() throws IOException, InterruptedException {
        int github = FreePort.find();
        try (WaitingBrowser browser = WaitingBrowser.start();
                Shell shell = withClients(browser)) {
            shell.succeed("mkdir bin && ln -s \"$STAGE/bin/mxcp\" bin");
            shell.replace("your-login", "ann")
                    .replace("GITHUB_CLIENT_ID=... GITHUB_CLIENT_SECRET=...", Upstream.credentials("GITHUB"))
                    .replace("            client_secret: ${GITHUB_CLIENT_SECRET}\n", """
                                        client_secret: ${GITHUB_CLIENT_SECRET}
                                        auth_url: http://localhost:%1$d/login/oauth/authorize
                                        token_url: http://localhost:%1$d/login/oauth/access_token
                                        api_url: http://localhost:%1$d
                            """.formatted(github));
            try (Upstream upstream = Upstream.start("github", github, shell.server(), 300)) {
                String printed = shell.usePage("docs/quickstart.md");

                assertThat(printed).contains("token endpoint: it accepts client_id and client_secret");
                assertThat(printed.substring(printed.lastIndexOf("structuredContent")))
                        .contains("120.5", "310.25", "10")
                        .doesNotContain("75");
            }
        }
    }

    @Test
    void connectsEachClientByWhatThePageSaysToPaste() throws IOException, InterruptedException {
        try (WaitingBrowser browser = WaitingBrowser.start();
                Shell shell = withClients(browser)) {
            shell.program("claude", CLAUDE)
                    .replace("https://data.example.com", shell.server().toString());
            List<Block> typed = Pages.blocks("docs/clients.md").stream()
                    .filter(Shell::isTyped)
                    .toList();
            shell.use(typed.get(0)); // the demo, in which a token is to be had for the rest
            exportToken(shell);
            for (Block block : typed.subList(1, typed.size())) {
                shell.use(block);
            }
            asksForOneSignIn(typed, shell, browser);
            assertThat(shell.succeed("curl -s -o /dev/null -w '%{http_code}' -X POST http://localhost:8000/mcp"
                            + " -H \"Authorization: Bearer $TOKEN\""))
                    .as("whether the token is over, which the page revokes")
                    .isEqualTo("401");

            String settings = Files.readString(shell.home().resolve("claude.json"));
            assertThat(asks(shell, JsonParser.parseString(settings).getAsJsonObject()))
                    .contains("ada");
            for (Block block : Pages.blocks(Use.CLIENT)) {
                JsonObject shown = JsonParser.parseString(block.text()).getAsJsonObject();
                assertThat(shown.keySet()).as(block.toString()).hasSize(1).containsAnyOf("mcpServers", "servers");
                assertThat(asks(shell, shown)).as(block.toString()).contains("ada");
            }
            logs(shell);
        }
    }

    /** Who has signed in at mcp-remote is not asked again when it starts anew. */
    private static void asksForOneSignIn(List<Block> typed, Shell shell, WaitingBrowser browser)
            throws IOException, InterruptedException {
        int before = browser.opened();
        List<Block> starts = typed.stream()
                .filter(block -> block.text().contains("mcp-remote-client"))
                .toList();
        assertThat(starts).isNotEmpty();
        for (Block block : starts) {
            shell.use(block);
        }
        assertThat(browser.opened()).isEqualTo(before);
    }

    /** What the log page shows has the fields of a line that this server wrote. */
    private static void logs(Shell shell) throws IOException {
        for (Block block : Pages.blocks(Use.LOG)) {
            String event = block.text().strip().replaceFirst("^\\S+Z ", "").replaceFirst("\\w+=.*", "");
            List<String> fields = LOG_FIELD
                    .matcher(block.text())
                    .results()
                    .map((MatchResult field) -> field.group(1))
                    .toList();
            assertThat(shell.serverLog().lines().filter(line -> line.contains(event)))
                    .as(block.toString())
                    .anySatisfy(line -> assertThat(
                                    LOG_FIELD.matcher(line).results().map((MatchResult field) -> field.group(1)))
                            .startsWith(fields.toArray(String[]::new)));
        }
    }

    /** What {@code whoami} says to the Inspector with these settings of a client. */
    private static String asks(Shell shell, JsonObject settings) throws IOException, InterruptedException {
        JsonObject servers =
                settings.getAsJsonObject(settings.keySet().iterator().next());
        assertThat(servers.keySet()).containsExactly("my-data");
        JsonObject server = servers.getAsJsonObject("my-data");
        if (server.has("command")) {
            assertThat(server.keySet()).containsExactly("command", "args");
        } else {
            assertThat(server.keySet()).contains("url").isSubsetOf("type", "url");
            server.addProperty("type", "http");
        }
        JsonObject forInspector = new JsonObject();
        forInspector.add("mcpServers", servers);
        shell.write("client.json", forInspector + "\n");
        return shell.succeed("npx @modelcontextprotocol/inspector --cli --config client.json --server my-data"
                + " --connect-timeout 60000 --method tools/call --tool-name whoami");
    }

    private static void exportToken(Shell shell) throws IOException, InterruptedException {
        ScriptedClient client = ScriptedClient.register(shell.server(), "");
        HttpClient http = HttpClient.newHttpClient();
        URI back = WaitingBrowser.signIn(http, client.authorizationUrl("state"), ScriptedClient.LANDING);
        HttpResponse<String> tokens = client.redeem(QueryString.parse(back).getOrDefault("code", ""));
        String token = ScriptedClient.json(tokens).get("access_token").getAsString();
        shell.succeed("export TOKEN=" + token + " CLIENT_ID=" + client.clientId());
    }

    private Shell withClients(WaitingBrowser browser) throws IOException {
        Path opener = folder.toRealPath().resolve("bin/xdg-open");
        Map<String, String> browsing = Map.of(
                "BROWSER",
                opener.toString(),
                "MCP_AUTO_OPEN_ENABLED",
                "true",
                "MCP_OAUTH_CALLBACK_URL",
                "http://127.0.0.1:" + FreePort.find() + "/oauth/callback",
                "MCP_INSPECTOR_SECRET_STORE",
                "file");
        return Shell.open(folder, browsing)
                .program("xdg-open", browser.opener())
                .program("npx", NPX);
    }

    @Test
    void findsTheMistakeThatTheConfigurationPageShows() throws IOException, InterruptedException {
        try (Shell shell = Shell.open(folder, Map.of())) {
            shell.write("mxcp-site.yml", "mxcp: 1\nproject: my_project\nprofile: dev\n");
            shell.write("config.yml", "mxcp: 1\ntransport:\n  http:\n    prt: 8000\n");
            shell.usePage("docs/configuration.md");
        }
    }

    @Test
    void makesAKeyThatTheServerTakes() throws IOException, InterruptedException {
        try (Shell shell = Shell.open(folder, Map.of())) {
            shell.write("mxcp-site.yml", "mxcp: 1\nproject: my_project\nprofile: dev\n");
            String key = shell.usePage("docs/operation.md").strip();
            assertThat(key).matches("[A-Za-z0-9_-]{43}");
            shell.write("config.yml", """
                    projects:
                      my_project:
                        profiles:
                          dev:
                            auth:
                              provider: keycloak
                              keycloak: {client_id: a, client_secret: b, realm: c, server_url: "http://localhost:1"}
                              persistence: {path: oauth.db, key: %s}
                    """.formatted(key));
            assertThat(shell.succeed("mxcp serve; mxcp backup copy.db")).isNotEmpty();
        }
    }

    @Test
    void looksAtTheServerBehindAProxyAsThePageSays() throws IOException, InterruptedException {
        Map<String, String> variables = Map.of("KEYCLOAK_CLIENT_SECRET", "invented");
        try (Shell shell = Shell.open(folder.resolve("stage"), variables);
                ReverseProxy proxy = ReverseProxy.haproxy(
                        Pages.ROOT.resolve("docs/reverse-proxy/haproxy.cfg"),
                        Files.createDirectories(folder.resolve("proxy")),
                        shell.server().getPort())) {
            shell.write("mxcp-site.yml", "mxcp: 1\nproject: my_project\nprofile: dev\n");
            shell.program(
                    "curl",
                    "#!/bin/sh\nexec /usr/bin/curl --cacert '%s' --connect-to api.example.com:443:127.0.0.1:%d \"$@\"\n"
                            .formatted(proxy.environment().get("NODE_EXTRA_CA_CERTS"), proxy.tlsPort()));
            for (Block block : Pages.blocks("docs/reverse-proxy.md")) {
                if (Use.TERMINAL.isOf(block)) {
                    shell.succeed("mxcp serve");
                    shell.use(block);
                } else {
                    shell.write("config.yml", block.text() + """
                            projects:
                              my_project:
                                profiles:
                                  dev:
                                    auth:
                                      provider: keycloak
                                      keycloak: {client_id: a, client_secret: b, realm: c, server_url: "http://localhost:1"}
                            """);
                }
            }
        }
    }

    @Test
    void loadsDataByDuckDbBeforeTheStart() throws IOException, InterruptedException {
        try (Shell shell = Shell.open(folder, Map.of())) {
            shell.program("duckdb", DUCKDB);
            shell.write(
                    "mxcp-site.yml", "project: p\nprofile: dev\nprofiles: {dev: {duckdb: {path: data/dev.duckdb}}}\n");
            shell.write(
                    "orders.csv",
                    "order_id,seller,ordered_on,amount\n1,ann,2026-02-01,120.50\n2,ben,2026-02-02,75.00\n");
            shell.succeed("mkdir data");
            List<Block> commands = Pages.blocks("docs/tools.md").stream()
                    .filter(Use.TERMINAL::isOf)
                    .toList();
            shell.use(commands.get(commands.size() - 1)); // the data comes last on the page
            assertThat(shell.succeed("mxcp query 'SELECT count(*) AS orders FROM orders'"))
                    .contains("2");

            triesEndpoints(shell, commands.subList(0, commands.size() - 1));
        }
    }

    /** The files of both pages, and the people that one of them asks for. */
    private static void triesEndpoints(Shell shell, List<Block> commands) throws IOException, InterruptedException {
        shell.succeed("mxcp query --write 'CREATE TABLE people AS SELECT $$ann$$ AS name, $$sales$$ AS team'");
        shell.write("ann.json", "{\"username\": \"ann\"}\n");
        for (String name : List.of(
                "sql/orders_since.sql", "tools/orders_since.yml", "resources/profile.yml", "prompts/review.yml")) {
            shell.use(Pages.blocks(Use.ENDPOINT).stream()
                    .filter(block -> block.isFile(name))
                    .findFirst()
                    .orElseThrow());
        }
        StringBuilder printed = new StringBuilder();
        for (Block block : commands) {
            printed.append(shell.use(block));
        }
        assertThat(printed).contains("120.5", "sales", "Review my orders of 2026-01");
    }

    /** With a provider that is there, knows our credentials, and refuses the code that {@code mxcp doctor} sends. */
    @ParameterizedTest
    @MethodSource("otherPages")
    void runsTheCommandsOfAProvider(String page) throws IOException, InterruptedException {
        HttpServer provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String base = "http://127.0.0.1:" + provider.getAddress().getPort();
        provider.createContext("/", exchange -> refuseTheCode(exchange, base));
        provider.start();
        String type = page.replaceAll(".*/(\\w+)\\.md", "$1");
        try (Shell shell = Shell.open(folder, Map.of())) {
            Block settings = Pages.blocks(Use.SETTINGS).stream()
                    .filter(block -> block.page().equals(page))
                    .findFirst()
                    .orElseThrow();
            String profile = settings.find(PROFILE).orElseThrow();
            shell.write("mxcp-site.yml", "project: my_project\nprofile: " + profile + "\n");
            for (String address : List.of("https://sso.example.com", "https://login.acme.example")) {
                shell.replace(address, base);
            }
            String section = "          " + type + ":\n";
            shell.replace(
                    section,
                    addresses(type).stream()
                            .map(key -> "            " + key + ": " + base + "/" + key + "\n")
                            .reduce(section, String::concat));
            shell.use(settings);
            StringBuilder printed = new StringBuilder();
            for (Block block : Pages.blocks(page)) {
                if (Use.TERMINAL.isOf(block)) {
                    printed.append(shell.succeed(block.text()));
                }
            }
            assertThat(printed).contains("/" + type + "/callback");
            assertThat(shell.serverLog()).contains("people sign in at " + type);
        } finally {
            provider.stop(0);
        }
    }

    static Stream<String> otherPages() {
        return Pages.blocks(Use.TERMINAL).stream().map(Block::page).distinct().filter(page -> !OWN_TEST.contains(page));
    }

    private static List<String> addresses(String type) {
        return switch (type) {
            case "github", "atlassian" -> List.of("auth_url", "token_url", "api_url");
            case "google" -> List.of("auth_url", "token_url", "userinfo_url", "revoke_url", "jwks_url", "issuer");
            case "salesforce" -> List.of("auth_url", "token_url", "userinfo_url");
            default -> List.of();
        };
    }

    private static void refuseTheCode(HttpExchange exchange, String base) throws IOException {
        exchange.getRequestBody().readAllBytes();
        boolean metadata = exchange.getRequestURI().getPath().endsWith("/openid-configuration");
        byte[] body = (metadata ? """
                        {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                         "userinfo_endpoint": "%1$s/me", "jwks_uri": "%1$s/keys", "response_types_supported": ["code"],
                         "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"]}
                        """.formatted(base) : "{\"error\": \"invalid_grant\"}").getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(metadata ? 200 : 400, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
