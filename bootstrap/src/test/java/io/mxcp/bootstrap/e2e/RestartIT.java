package io.mxcp.bootstrap.e2e;

import static io.mxcp.bootstrap.e2e.Person.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With SQLite, a server that dies without notice and comes back goes on where it was. */
@ExtendWith(SharedKeycloak.class)
final class RestartIT {
    private static MxcpServer server;

    @BeforeAll
    static void serve(KeycloakServer keycloak, @TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        server = MxcpServer.serve(Project.create(folder, "config.yml", 1000), keycloak);
    }

    @AfterAll
    static void end() {
        server.close();
    }

    /** Consent page shown; person at Keycloak; code at the client; tokens at the client. */
    @ParameterizedTest
    @ValueSource(strings = {"consent", "provider", "code", "token"})
    void goesOnWithASignInThatACrashCameInto(String pause) throws IOException, InterruptedException {
        try (NodeScript client = new OfficialClient(OfficialClient.V2_2026, server.mcp())
                .person(ANN)
                .pausingAt(pause)
                .calling("whoami", 1)
                .start()) {
            client.awaitPause(pause);
            server.crashAndStartAgain();
            client.goOn();

            assertThat(username(client.result())).isEqualTo("ann");
        }
    }

    @Test
    void knowsClientsTokensAndPeopleAfterACrash(@TempDir Path folder) throws IOException, InterruptedException {
        Path state = folder.resolve("client.json");
        JsonObject before = new OfficialClient(OfficialClient.SDK, server.mcp())
                .person(ANN)
                .remembering(state)
                .run();
        server.crashAndStartAgain();

        JsonObject after = new OfficialClient(OfficialClient.SDK, server.mcp())
                .remembering(state)
                .calling("whoami", 1)
                .run();
        assertThat(username(after)).isEqualTo("ann");
        assertThat(after.getAsJsonObject("tokens")).isEqualTo(before.getAsJsonObject("tokens"));

        JsonObject refreshed = new OfficialClient(OfficialClient.SDK, server.mcp())
                .remembering(state)
                .refreshing()
                .calling("whoami", 1)
                .run();
        assertThat(username(refreshed)).isEqualTo("ann");
    }

    private static String username(JsonObject result) {
        return OfficialClient.answers(result, "whoami")
                .get(0)
                .getAsJsonObject()
                .get("username")
                .getAsString();
    }
}
