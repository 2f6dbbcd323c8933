package io.mxcp.bootstrap.e2e;

import static io.mxcp.bootstrap.e2e.Person.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real Keycloak and a configuration that does not fit it: the log names the setting, the client learns no detail. */
@ExtendWith(SharedKeycloak.class)
final class KeycloakMisconfiguredIT {
    private static final String WRONG_SECRET = "wrong-secret-19";

    @Test
    void namesTheSecretThatKeycloakRefuses(KeycloakServer keycloak, @TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        try (MxcpServer server = serve(keycloak, folder, Map.of("KEYCLOAK_CLIENT_SECRET", WRONG_SECRET))) {
            ScriptedBrowser browser = new ScriptedBrowser(HttpClient.newHttpClient(), ScriptedClient.LANDING);
            ScriptedBrowser.Page form = approve(server, browser);
            ScriptedBrowser.Page landed = browser.submit(form.form(), ANN.filledIn());

            assertThat(QueryString.parse(landed.address()))
                    .containsEntry("state", "state")
                    .containsKey("error")
                    .doesNotContainKey("code");
            assertThat(server.logged("", "sign-in failed", 1))
                    .singleElement()
                    .asString()
                    .contains("client_secret");
            assertThat(server.log()).doesNotContain(WRONG_SECRET);
        }
    }

    @Test
    void namesTheRealmThatIsNotThere(KeycloakServer keycloak, @TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        try (MxcpServer server = serve(keycloak, folder, Map.of("KEYCLOAK_REALM", "nowhere"))) {
            ScriptedBrowser browser = new ScriptedBrowser(HttpClient.newHttpClient(), ScriptedClient.LANDING);
            ScriptedBrowser.Page answered = approve(server, browser);

            assertThat(answered.address().toString() + answered.content()).doesNotContain("code=");
            // Keycloak's page says it, or our log where the server asked Keycloak first
            assertThat(answered.content() + server.log()).containsIgnoringCase("realm");
        }
    }

    private static ScriptedBrowser.Page approve(MxcpServer server, ScriptedBrowser browser)
            throws IOException, InterruptedException {
        return ScriptedClient.register(server.base(), "").approve(browser, "state");
    }

    private static MxcpServer serve(KeycloakServer keycloak, Path folder, Map<String, String> wrong)
            throws IOException, InterruptedException, SQLException {
        Map<String, String> variables = new HashMap<>(Map.of(
                "KEYCLOAK_CLIENT_ID", KeycloakServer.CLIENT_ID,
                "KEYCLOAK_CLIENT_SECRET", KeycloakServer.CLIENT_SECRET,
                "KEYCLOAK_REALM", KeycloakServer.REALM,
                "KEYCLOAK_SERVER_URL", keycloak.serverUrl()));
        variables.putAll(wrong);
        return MxcpServer.serve(Project.create(folder, "config.yml", 1000), variables);
    }
}
