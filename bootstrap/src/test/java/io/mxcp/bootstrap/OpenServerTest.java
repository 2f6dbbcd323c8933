package io.mxcp.bootstrap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mxcp.bootstrap.cli.Commands;
import io.mxcp.bootstrap.cli.Commands.Terminal;
import io.mxcp.bootstrap.cli.ExitCode;
import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.config.Overrides;
import io.mxcp.bootstrap.config.Surroundings;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.bootstrap.endpoints.EndpointFiles;
import io.mxcp.bootstrap.endpoints.Endpoints;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A project without a provider: MCP open to everybody, and nothing of OAuth there (M4, Q2, Q11). */
@SuppressWarnings("try") // a server is asked at its address
class OpenServerTest {
    private static final String WHO = "SELECT get_username() AS name, get_user_email() AS email,"
            + " get_user_provider() AS provider, get_user_external_token() AS token";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException, StartException {
        Files.writeString(
                folder.resolve("mxcp-site.yml"), "mxcp: 1\nproject: open\nprofile: dev\nsql_tools: {enabled: true}\n");
        Files.createDirectories(folder.resolve("tools"));
        Files.writeString(folder.resolve("tools/who.yml"), """
                tool:
                  name: who
                  return: {type: object}
                  source: {code: "%s"}
                """.formatted(WHO));
        server = new Broker().start(configuration(0), endpoints());
        server.awaitReady();
    }

    @AfterAll
    static void stop() throws StartException {
        server.close();
    }

    @Test
    void givesEmptyTextsFromAllUserFunctions() throws IOException, InterruptedException {
        JsonObject person = call("who", "{}").getAsJsonObject("structuredContent");

        assertThat(person.asMap().values())
                .hasSize(4)
                .allSatisfy(value -> assertThat(value.getAsString()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-authorization-server",
                "/.well-known/oauth-protected-resource",
                "/register",
                "/authorize",
                "/token",
                "/revoke",
                "/consent",
                "/github/callback"
            })
    void hasNothingOfOAuth(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("not_found").doesNotContain("Jetty", "Exception");
    }

    /** Also where a client was given an address that is nearly right. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/mcp/", "/register", "/authorize", "/token", "/revoke", "/no/such/address"})
    void hasNothingThereWhateverTheMethod(String path) throws IOException, InterruptedException {
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
            HttpResponse<String> answer = send(method, path);

            assertThat(answer.statusCode()).as(method).isEqualTo(404);
            assertThat(answer.body()).contains("\"not_found\"", "the MCP endpoint is /mcp");
        }
        assertThat(send("HEAD", path).statusCode()).isEqualTo(404);
    }

    /** RFC 9110 §15.5.6. */
    @ParameterizedTest
    @CsvSource({"TRACE, /", "TRACE, /mcp", "GET, /mcp", "DELETE, /mcp", "POST, /health", "PUT, /ready", "FOO, /health"})
    void saysWhichMethodsThereAre(String method, String path) throws IOException {
        String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket("localhost", URI.create(server.mcpUrl()).getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 405")
                    .containsPattern("(?i)\r\nallow: \\w+");
        }
    }

    @Test
    void saysThatItIsWell() throws IOException, InterruptedException {
        assertThat(get("/health").statusCode()).isEqualTo(200);
        awaitReadiness();
    }

    /** A probe has only a second: on a busy machine one may fail. */
    private static void awaitReadiness() throws IOException, InterruptedException {
        int told = get("/ready").statusCode();
        for (int tries = 0; told != 200 && tries < 300; tries++) {
            TimeUnit.MILLISECONDS.sleep(100);
            told = get("/ready").statusCode();
        }
        assertThat(told).isEqualTo(200);
    }

    @Test
    void describesTablesInColumnOrder() throws IOException, InterruptedException {
        assertThat(call("list_tables", "{}")
                        .getAsJsonObject("structuredContent")
                        .toString())
                .isEqualTo("{\"result\":[]}");
        assertThat(call("get_table_schema", "{\"table_name\":\"none\"}")
                        .getAsJsonObject("structuredContent")
                        .toString())
                .isEqualTo("{\"result\":[]}");
    }

    @Test
    void refusesSqlThatReadsFiles() throws IOException, InterruptedException {
        JsonObject refused = call("execute_sql_query", "{\"sql\":\"SELECT * FROM read_text('/etc/passwd')\"}");

        assertThat(refused.get("isError").getAsBoolean()).isTrue();
        assertThat(refused.toString()).contains("no files").doesNotContain("root:");
    }

    @Test
    void saysWhichAddressIsTaken() {
        int taken = URI.create(server.mcpUrl()).getPort();

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> new Broker().start(configuration(taken), endpoints()))
                .withMessageContaining("cannot listen at localhost:" + taken);
    }

    /** The same as with a section that names no provider; the switch tells nobody apart from one without name. */
    @Test
    void isAsOpenWhereTheProviderIsNone(@TempDir Path root) throws IOException, InterruptedException, StartException {
        SignInProject project = new SignInProject(root)
                .beside("sql: {null_for_nobody: true}\n")
                .tool("who", WHO)
                .auth("provider: none\n");
        try (RunningServer none = project.start()) {
            Visitor visitor = Visitor.with(project.address(), "any");
            for (String path : List.of(
                    "/register",
                    "/authorize",
                    "/token",
                    "/revoke",
                    "/none/callback",
                    "/.well-known/oauth-authorization-server",
                    "/.well-known/oauth-protected-resource")) {
                assertThat(visitor.get(path).status()).as(path).isEqualTo(404);
            }
            assertThat(visitor.call("", "who").row().asMap().values())
                    .hasSize(4)
                    .allSatisfy(value -> assertThat(value.isJsonNull()).isTrue());
        }
    }

    @Test
    void tellsEmptyTextsOnTheCommandLineToo(@TempDir Path root) throws IOException {
        SignInProject project = new SignInProject(root).auth("provider: none\n");
        StringWriter out = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(new StringWriter()), "test");
        Service service = new Service(terminal, List.of());
        int exitCode = new Commands(project.surroundings(), List.of(), service.all(), terminal)
                .run("query", WHO, "--json-output");

        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(JsonParser.parseString(out.toString())
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .asMap()
                        .values())
                .hasSize(4)
                .allSatisfy(value -> assertThat(value.getAsString()).isEmpty());
    }

    /** CVE-2025-66414, CVE-2025-66416: web pages reach a server for one machine neither by a name of theirs nor as they are. */
    @ParameterizedTest
    @CsvSource({
        "localhost, http://evil.example, 403",
        "evil.example, '', 403",
        "localhost.evil.example, '', 403",
        "localhost, http://localhost:6274, 200",
        "localhost, '', 200"
    })
    void answersItsOwnMachineOnly(String host, String origin, int status) throws IOException {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        String request = "POST /mcp HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                + (origin.isEmpty() ? "" : "Origin: " + origin + "\r\n")
                + "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
                + "MCP-Protocol-Version: 2025-11-25\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        try (Socket socket = new Socket("localhost", URI.create(server.mcpUrl()).getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 " + status);
        }
    }

    private static JsonObject call(String tool, String arguments) throws IOException, InterruptedException {
        String message = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + "}}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.mcpUrl()))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2025-11-25")
                .POST(HttpRequest.BodyPublishers.ofString(message))
                .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonObject("result");
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path);
    }

    private static HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url(path)))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static Configuration configuration(int port) {
        Problems problems = new Problems();
        Overrides overrides = new Overrides(Optional.empty(), Optional.of(port), Optional.empty(), false);
        return Configuration.read(surroundings(), overrides, List.of(), problems)
                .orElseThrow(() -> new AssertionError(problems.errors()));
    }

    private static Endpoints endpoints() {
        Problems problems = new Problems();
        Endpoints endpoints = new EndpointFiles(surroundings(), configuration(0).site(), problems)
                .read()
                .endpoints();
        assertThat(problems.errors()).isEmpty();
        return endpoints;
    }

    private static Surroundings surroundings() {
        return new Surroundings(folder, folder, Map.of("MXCP_DUCKDB_PATH", ":memory:"), InstantSource.system());
    }
}
