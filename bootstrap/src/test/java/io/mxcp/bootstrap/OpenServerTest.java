package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.config.Overrides;
import io.mxcp.bootstrap.config.Surroundings;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.bootstrap.endpoints.EndpointFiles;
import io.mxcp.bootstrap.endpoints.Endpoints;
import java.io.IOException;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A project without a provider: MCP open to everybody, and nothing of OAuth there (M4, Q2, Q11). */
class OpenServerTest {
    private static final String WHO = "SELECT get_username() AS name, get_user_email() AS email,"
            + " get_user_provider() AS provider, get_user_external_token() AS token";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private RunningServer server;

    @BeforeEach
    void start() throws IOException, StartException {
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

    @AfterEach
    void stop() throws StartException {
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
                "/revoke"
            })
    void hasNothingOfOAuth(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("not_found").doesNotContain("Jetty", "Exception");
    }

    @Test
    void saysThatItIsWell() throws IOException, InterruptedException {
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/ready").statusCode()).isEqualTo(200);
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

    private JsonObject call(String tool, String arguments) throws IOException, InterruptedException {
        String message = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + "}}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.mcpUrl()))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2025-11-25")
                .POST(HttpRequest.BodyPublishers.ofString(message))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonObject("result");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url(path))).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private Configuration configuration(int port) {
        Problems problems = new Problems();
        Overrides overrides = new Overrides(Optional.empty(), Optional.of(port), Optional.empty(), false);
        return Configuration.read(surroundings(), overrides, List.of(), problems)
                .orElseThrow(() -> new AssertionError(problems.errors()));
    }

    private Endpoints endpoints() {
        Problems problems = new Problems();
        Endpoints endpoints = new EndpointFiles(surroundings(), configuration(0).site(), problems)
                .read()
                .endpoints();
        assertThat(problems.errors()).isEmpty();
        return endpoints;
    }

    private Surroundings surroundings() {
        return new Surroundings(folder, folder, Map.of("MXCP_DUCKDB_PATH", ":memory:"), InstantSource.system());
    }
}
