package io.mxcp.bootstrap.e2e;

import static io.mxcp.bootstrap.e2e.Person.ANN;
import static io.mxcp.bootstrap.e2e.Person.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that checks every answer against the RFCs; what a code is worth twice; a scope that is required. */
@ExtendWith(SharedKeycloak.class)
final class StrictClientIT {
    private static KeycloakServer keycloak;
    private static MxcpServer server;

    @BeforeAll
    static void serve(KeycloakServer shared, @TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        keycloak = shared;
        server = MxcpServer.serve(Project.create(folder, "config.yml", 1000), shared);
    }

    @AfterAll
    static void end() throws IOException, InterruptedException {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "client_secret_basic", "client_secret_post"})
    void satisfiesAStrictClientFromDiscoveryToRevocation(String authMethod) throws IOException, InterruptedException {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("server", server.mcp().toString());
        parameters.addProperty("tool", "whoami");
        parameters.addProperty("authMethod", authMethod);
        parameters.add("person", BOB.credentials());
        JsonObject result;
        try (NodeScript script = NodeScript.start("oauth4webapi-client.mjs", parameters)) {
            result = script.result();
        }

        assertThat(username(result.getAsJsonObject("first"))).isEqualTo("bob");
        assertThat(username(result.getAsJsonObject("second"))).isEqualTo("bob");
        assertThat(status(result, "afterRevocation")).isEqualTo(401);
        assertThat(result.getAsJsonObject("refreshAfterRevocation").get("error").getAsString())
                .isEqualTo("invalid_grant");
    }

    /** RFC 6749 §4.1.2: somebody else may have had the code, so what came of it ends. */
    @Test
    void endsTheGrantOfACodeThatComesTwice() throws IOException, InterruptedException {
        ScriptedClient client = ScriptedClient.register(server.base(), "");
        String code = client.signIn(ANN);
        JsonObject tokens = ScriptedClient.json(client.redeem(code));
        String accessToken = tokens.get("access_token").getAsString();
        assertThat(client.call(accessToken, "whoami").statusCode()).isEqualTo(200);

        HttpResponse<String> again = client.redeem(code);

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(ScriptedClient.json(again).get("error").getAsString()).isEqualTo("invalid_grant");
        assertThat(client.call(accessToken, "whoami").statusCode()).isEqualTo(401);
        assertThat(client.refresh(tokens.get("refresh_token").getAsString()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void namesTheScopesThatATokenLacks(@TempDir Path folder) throws IOException, InterruptedException, SQLException {
        Project project = Project.create(folder, "config-required-scopes.yml", 1000);
        try (MxcpServer demanding = MxcpServer.serve(project, keycloak)) {
            ScriptedClient narrow = ScriptedClient.register(demanding.base(), "mxcp:access");
            HttpResponse<String> refused = narrow.call(accessToken(narrow), "whoami");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .contains("error=\"insufficient_scope\"", "mxcp:access mxcp:admin", "resource_metadata=");

            ScriptedClient wide = ScriptedClient.register(demanding.base(), "mxcp:access mxcp:admin");
            assertThat(wide.call(accessToken(wide), "whoami").statusCode()).isEqualTo(200);

            // the challenge tells an official client what to ask for, so it never meets the refusal
            JsonObject official = new OfficialClient(OfficialClient.V2_2026, demanding.mcp())
                    .person(ANN)
                    .calling("whoami", 1)
                    .run();
            assertThat(OfficialClient.answers(official, "whoami")).hasSize(1);
        }
    }

    private static String accessToken(ScriptedClient client) throws IOException, InterruptedException {
        return ScriptedClient.json(client.redeem(client.signIn(ANN)))
                .get("access_token")
                .getAsString();
    }

    private static int status(JsonObject result, String step) {
        return result.getAsJsonObject(step).get("status").getAsInt();
    }

    private static String username(JsonObject call) {
        return call.getAsJsonObject("body")
                .getAsJsonObject("result")
                .getAsJsonObject("structuredContent")
                .get("username")
                .getAsString();
    }
}
