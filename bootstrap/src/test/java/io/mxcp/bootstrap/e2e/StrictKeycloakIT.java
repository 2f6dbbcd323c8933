package io.mxcp.bootstrap.e2e;

import static io.mxcp.bootstrap.e2e.Person.ANN;
import static io.mxcp.bootstrap.e2e.Person.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mxcp.domain.fixture.Race;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A realm that asks people for their consent itself, takes each refresh token once, signs user info, and is known to
 * browsers and in tokens by a public name that does not resolve on this machine: only {@code internal_url} leads there.
 */
@ExtendWith(SharedKeycloak.class)
final class StrictKeycloakIT {
    private static final int REFRESHES = 10;
    private static final String REFRESHED = "REFRESH_TOKEN";
    private static final String REFUSED = "REFRESH_TOKEN_ERROR";

    private static KeycloakServer keycloak;
    private static MxcpServer server;

    @BeforeAll
    static void serve(KeycloakServer shared, @TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        keycloak = shared;
        Project project = Project.create(folder, "config-keycloak.yml", 1000);
        server = MxcpServer.serve(project, shared, "--profile", "strict");
    }

    @AfterAll
    static void end() throws IOException, InterruptedException {
        server.stop();
    }

    @Test
    void sendsPeopleToThePublicAddressAndItsOwnCallsToTheInternalOne() throws IOException, InterruptedException {
        ScriptedClient client = ScriptedClient.register(server.base(), "");
        ScriptedBrowser browser = browser();
        ScriptedBrowser.Page login = client.approve(browser, "state");
        assertThat(login.address().toString()).startsWith(KeycloakServer.PUBLIC_URL + "/realms/strict/");

        JsonObject row = SignedIn.by(client, code(browser, browser.submit(login.form(), ANN.filledIn())))
                .rights();

        assertThat(row.get("username").getAsString()).isEqualTo("ann");
        String token = row.get("token").getAsString();
        assertThat(claims(token).get("iss").getAsString()).isEqualTo(KeycloakServer.PUBLIC_URL + "/realms/strict");
        assertThat(keycloak.userInfo(KeycloakServer.STRICT_REALM, token).statusCode())
                .isEqualTo(200);
    }

    @Test
    void tellsTheClientWhetherThePersonSaidYesToKeycloak() throws IOException, InterruptedException {
        ScriptedClient client = ScriptedClient.register(server.base(), "");
        ScriptedBrowser first = browser();
        ScriptedBrowser.Page question = question(client, first);
        Map<String, String> no = QueryString.parse(
                first.submit(question.form(), Map.of("cancel", "No")).address());

        assertThat(no)
                .containsEntry("error", "access_denied")
                .containsEntry("error_description", "the sign-in was cancelled at the identity provider")
                .containsEntry("state", "state")
                .containsEntry("iss", server.base().toString())
                .doesNotContainKey("code");
        assertThat(server.logged("", "sign-in failed", 1))
                .singleElement()
                .asString()
                .contains("DENIED_AT_PROVIDER", "access_denied");

        ScriptedBrowser second = browser();
        SignedIn bob = SignedIn.by(client, code(second, question(client, second)));
        assertThat(bob.rights().get("username").getAsString()).isEqualTo("bob");
    }

    @Test
    void usesEachRefreshTokenOnceHoweverManyCallsNeedIt() throws IOException, InterruptedException {
        ScriptedClient client = ScriptedClient.register(server.base(), "");
        ScriptedBrowser browser = browser();
        ScriptedBrowser.Page login = client.approve(browser, "state");
        SignedIn ann = SignedIn.by(client, code(browser, browser.submit(login.form(), ANN.filledIn())));
        KeycloakAdmin admin = keycloak.admin(KeycloakServer.STRICT_REALM);

        Set<String> oneAfterTheOther = new HashSet<>();
        for (int refresh = 0; refresh < REFRESHES; refresh++) {
            ann = ann.refreshed();
            oneAfterTheOther.add(ann.providerToken());
        }
        assertThat(oneAfterTheOther).hasSize(REFRESHES);

        Set<SignedIn> successors = new HashSet<>(Race.of(ann::refreshed));
        assertThat(successors).hasSize(1);
        SignedIn successor = successors.iterator().next();

        // the next provider token is good for all who wait for one
        admin.limitAccessTokens(KeycloakServer.HASTY_CLIENT_ID, Duration.ofMinutes(5));
        try {
            int refreshedBefore = admin.events(REFRESHED);
            List<String> atOnce = Race.of(successor::providerToken);
            assertThat(new HashSet<>(atOnce)).hasSize(1).doesNotContainAnyElementsOf(oneAfterTheOther);
            assertThat(admin.events(REFRESHED)).isEqualTo(refreshedBefore + 1);
            assertThat(keycloak.userInfo(KeycloakServer.STRICT_REALM, atOnce.get(0))
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            admin.limitAccessTokens(KeycloakServer.HASTY_CLIENT_ID, KeycloakServer.HASTE);
        }
        assertThat(admin.events(REFUSED)).isZero();
    }

    /** Keycloak's page that asks bob whether he agrees. */
    private static ScriptedBrowser.Page question(ScriptedClient client, ScriptedBrowser browser)
            throws IOException, InterruptedException {
        ScriptedBrowser.Page login = client.approve(browser, "state");
        ScriptedBrowser.Page question = browser.submit(login.form(), BOB.filledIn());
        assertThat(question.content()).contains("Do you grant these access privileges?");
        return question;
    }

    private static ScriptedBrowser browser() {
        return new ScriptedBrowser(
                HttpClient.newHttpClient(),
                ScriptedClient.LANDING,
                Map.of(KeycloakServer.PUBLIC_URL, keycloak.serverUrl()));
    }

    /** The code that comes back to the client; who has said yes to Keycloak before is not asked again. */
    private static String code(ScriptedBrowser browser, ScriptedBrowser.Page afterLogin)
            throws IOException, InterruptedException {
        ScriptedBrowser.Page landed =
                afterLogin.status() == 0 ? afterLogin : browser.submit(afterLogin.form(), Map.of("accept", "Yes"));
        assertThat(landed.status()).as(landed.content()).isZero();
        return QueryString.parse(landed.address()).getOrDefault("code", "");
    }

    private static JsonObject claims(String token) {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]);
        return JsonParser.parseString(new String(claims, StandardCharsets.UTF_8))
                .getAsJsonObject();
    }
}
