package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients as the documentation registers them, over the starts of a server. */
class ClientsAndPersistenceTest {
    private static final String GITHUB = "provider: github\ngithub: {client_id: a, client_secret: b}\n";
    private static final String IN_A_FILE = GITHUB + "persistence: {type: sqlite}\n";
    private static final String CONFIGURED =
            "clients: [{client_id: configured-client, redirect_uris: ['https://myapp.example.com/oauth/callback']}]\n";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final Pattern CURL = Pattern.compile(
            "(?s)curl -X (\\w+) http://localhost:8000(\\S+) .*?-H \"([^:]+): ([^\"]+)\".*?-d '(.*)'\\s*");

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path root;

    @Test
    void answersTheDocumentedRegistration() throws Exception {
        JsonObject promised = JsonParser.parseString(
                        SignInProject.documented("27-dynamic-client-registration-rfc-7591.json"))
                .getAsJsonObject();
        try (RunningServer server = new SignInProject(root).auth(GITHUB).start()) {
            JsonObject given = register(server);

            assertThat(given.keySet()).containsAll(promised.keySet());
            for (String member : new String[] {"client_secret_expires_at", "redirect_uris", "grant_types", "scope"}) {
                assertThat(given.get(member)).isEqualTo(promised.get(member));
            }
            assertThat(authorize(server, given.get("client_id").getAsString())).isEqualTo(200);
        }
    }

    @Test
    void knowsARegisteredClientAfterARestart() throws Exception {
        SignInProject project = new SignInProject(root).auth(IN_A_FILE);
        String client;
        try (RunningServer server = project.start()) {
            client = register(server).get("client_id").getAsString();
        }
        try (RunningServer server = project.start()) {
            assertThat(authorize(server, client)).isEqualTo(200);
        }
    }

    @Test
    void forgetsARegisteredClientWithoutPersistence() throws Exception {
        SignInProject project = new SignInProject(root).auth(GITHUB);
        String client;
        try (RunningServer server = project.start()) {
            client = register(server).get("client_id").getAsString();
        }
        assertThat(project.home().resolve(".mxcp/oauth.db")).doesNotExist();
        try (RunningServer server = project.start()) {
            assertThat(authorize(server, client)).isEqualTo(400);
        }
    }

    @Test
    void keepsItsStateInTheDocumentedFileForItsOwnerOnly() throws Exception {
        SignInProject project = new SignInProject(root).auth(IN_A_FILE);
        try (RunningServer server = project.start()) {
            register(server);
            Path file = project.home().resolve(".mxcp/oauth.db");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void readsConfiguredClientsAnewAtEachStartAndStoresNone() throws Exception {
        SignInProject project = new SignInProject(root).auth(IN_A_FILE + CONFIGURED);
        try (RunningServer server = project.start()) {
            assertThat(authorize(server, "configured-client")).isEqualTo(200);
            register(server);
        }
        assertThat(storedClients(project)).hasSize(1).doesNotContain("configured-client");
        project.auth(IN_A_FILE);
        try (RunningServer server = project.start()) {
            assertThat(authorize(server, "configured-client")).isEqualTo(400);
        }
        project.auth(IN_A_FILE + CONFIGURED);
        try (RunningServer server = project.start()) {
            assertThat(authorize(server, "configured-client")).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"execute_sql_query", "list_tables", "get_table_schema"})
    void asksForATokenBeforeABuiltInSqlToolRuns(String tool) throws Exception {
        try (RunningServer server = new SignInProject(root).auth(GITHUB).start()) {
            HttpRequest call = HttpRequest.newBuilder(URI.create(server.mcpUrl()))
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json, text/event-stream")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                                    + "\",\"arguments\":{\"sql\":\"SELECT 1\"}}}"))
                    .build();
            HttpResponse<String> answer = http.send(call, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .contains("resource_metadata=");
        }
    }

    private static List<String> storedClients(SignInProject project) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Connection database = DriverManager.getConnection(
                        "jdbc:sqlite:" + project.home().resolve(".mxcp/oauth.db"));
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM clients")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    /** The documented call, but for the port. */
    private JsonObject register(RunningServer server) throws IOException, InterruptedException {
        MatchResult curl = CURL.matcher(SignInProject.documented("26-dynamic-client-registration-rfc-7591.sh"))
                .results()
                .findFirst()
                .orElseThrow();
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url(curl.group(2))))
                .header(curl.group(3), curl.group(4))
                .method(curl.group(1), HttpRequest.BodyPublishers.ofString(curl.group(5)))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(201);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    /** The status: 200 shows the page that asks the person, 400 that the client is not known. */
    private int authorize(RunningServer server, String client) throws IOException, InterruptedException {
        String query = "/authorize?response_type=code&client_id=" + client
                + "&redirect_uri=https%3A%2F%2Fmyapp.example.com%2Foauth%2Fcallback&state=s&code_challenge="
                + CHALLENGE + "&code_challenge_method=S256";
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url(query))).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
