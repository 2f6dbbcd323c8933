package io.mxcp.bootstrap.e2e;

import static io.mxcp.bootstrap.e2e.Person.ANN;
import static io.mxcp.bootstrap.e2e.Person.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Official clients that know nothing but the server's URL sign people in at a real Keycloak, through Chromium. */
@ExtendWith(SharedKeycloak.class)
final class KeycloakEndToEndIT {
    private static final Map<String, String> REVISIONS = Map.of(
            OfficialClient.V2_2025, "2025-11-25",
            OfficialClient.V2_2026, "2026-07-28",
            OfficialClient.SDK, "2025-11-25");

    private static final String ENDLESS =
            "tool: {name: %s, source: {code: 'SELECT count(*) AS n FROM range(1000000) a, range(1000000) b'}}\n";

    private static KeycloakServer keycloak;
    private static MxcpServer server;

    @BeforeAll
    static void serve(KeycloakServer shared, @TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        keycloak = shared;
        Project project = Project.create(folder, "config.yml", 1000);
        for (String client : REVISIONS.keySet()) {
            Files.writeString(project.work().resolve("tools/" + client + ".yml"), ENDLESS.formatted(endless(client)));
        }
        server = MxcpServer.serve(project, shared);
    }

    @AfterAll
    static void end() throws IOException, InterruptedException {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {OfficialClient.V2_2025, OfficialClient.V2_2026, OfficialClient.SDK})
    void letsAToolSeeWhoIsAsking(String client) throws IOException, InterruptedException {
        JsonObject result = new OfficialClient(client, server.mcp())
                .person(ANN)
                .calling("whoami", 1)
                .run();

        assertThat(result.get("protocolVersion").getAsString()).isEqualTo(REVISIONS.get(client));
        JsonObject row = OfficialClient.answers(result, "whoami").get(0).getAsJsonObject();
        assertThat(row.get("username").getAsString()).isEqualTo("ann");
        assertThat(row.get("email").getAsString()).isEqualTo("ann@acme.example");
        assertThat(row.get("provider").getAsString()).isEqualTo("keycloak");
        HttpResponse<String> userInfo = keycloak.userInfo(row.get("token").getAsString());
        assertThat(userInfo.statusCode()).isEqualTo(200);
        assertThat(ScriptedClient.json(userInfo).get("preferred_username").getAsString())
                .isEqualTo("ann");
    }

    /** Each in the way of its revision: a message of its own, or by dropping the connection. */
    @ParameterizedTest
    @ValueSource(strings = {OfficialClient.V2_2025, OfficialClient.V2_2026, OfficialClient.SDK})
    void stopsACallThatThePersonCancels(String client) throws IOException, InterruptedException {
        try (NodeScript script = new OfficialClient(client, server.mcp())
                .person(ANN)
                .pausingAt("abandoned")
                .abandoning(endless(client))
                .start()) {
            script.awaitPause("abandoned"); // the client goes on, so that it is not its end that ends the call
            server.awaitLog(0, "tool called tool=\"" + endless(client) + "\" outcome=\"CANCELLED\"");
            script.goOn();

            JsonObject abandoned =
                    script.result().getAsJsonArray("results").get(0).getAsJsonObject();
            assertThat(abandoned.get("abandoned").getAsString()).contains("escaped");
        }
    }

    private static String endless(String client) {
        return "endless_" + client.replace('-', '_');
    }

    @Test
    void asksThePersonBeforeKeycloakDoes() throws IOException, InterruptedException {
        JsonObject browser = new OfficialClient(OfficialClient.V2_2026, server.mcp())
                .person(ANN)
                .run()
                .getAsJsonObject("browser");

        List<JsonObject> pages = browser.getAsJsonArray("pages").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
        assertThat(pages).extracting(page -> page.get("name").getAsString()).containsExactly("consent", "provider");
        assertThat(pages.get(0).get("text").getAsString()).contains("End-to-end client", "127.0.0.1");
        assertThat(browser.getAsJsonArray("problems").toString()).doesNotContain("Content Security Policy");
    }

    @Test
    void tellsTheClientThatThePersonSaidNo() throws IOException, InterruptedException {
        JsonObject result = new OfficialClient(OfficialClient.V2_2026, server.mcp())
                .person(ANN)
                .denying()
                .run();

        JsonObject answer = result.getAsJsonObject("denied");
        assertThat(answer.get("error").getAsString()).isEqualTo("access_denied");
        assertThat(answer.get("iss").getAsString()).isEqualTo(server.base().toString());
    }

    @Test
    void showsTwoPeopleAtOnceOnlyTheirOwnRows() throws IOException, InterruptedException {
        try (NodeScript ann = signingIn(OfficialClient.V2_2026, ANN);
                NodeScript bob = signingIn(OfficialClient.SDK, BOB)) {
            ann.awaitPause("token");
            bob.awaitPause("token");
            ann.goOn();
            bob.goOn();

            assertThat(owners(ann.result())).hasSize(40).containsOnly("ann");
            assertThat(owners(bob.result())).hasSize(40).containsOnly("bob");
        }
    }

    @Test
    void letsAClientRefreshItsTokenAndGoOn(@TempDir Path folder) throws IOException, InterruptedException {
        Path state = folder.resolve("client.json");
        JsonObject before = new OfficialClient(OfficialClient.V2_2026, server.mcp())
                .person(ANN)
                .remembering(state)
                .run();

        JsonObject after = new OfficialClient(OfficialClient.V2_2026, server.mcp())
                .remembering(state)
                .refreshing()
                .calling("my_orders", 1)
                .run();

        assertThat(owners(after)).containsOnly("ann");
        assertThat(after.getAsJsonObject("tokens").get("refresh_token"))
                .isNotEqualTo(before.getAsJsonObject("tokens").get("refresh_token"));
    }

    private static NodeScript signingIn(String client, Person person) throws IOException {
        return new OfficialClient(client, server.mcp())
                .person(person)
                .pausingAt("token")
                .calling("my_orders", 20)
                .start();
    }

    private static List<String> owners(JsonObject result) {
        return OfficialClient.answers(result, "my_orders").stream()
                .flatMap(rows -> rows.getAsJsonArray().asList().stream())
                .map(row -> row.getAsJsonObject().get("owner").getAsString())
                .toList();
    }
}
