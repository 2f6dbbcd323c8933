package io.mxcp.bootstrap.e2e;

import static io.mxcp.bootstrap.e2e.Person.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a copy of the server's files and logs tells a thief. */
@ExtendWith(SharedKeycloak.class)
final class SecretsAtRestIT {
    @Test
    void keepsNoSecretInItsFilesNorInItsLog(KeycloakServer keycloak, @TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        Project project = Project.create(folder, "config.yml", 1000);
        try (MxcpServer server = MxcpServer.serve(project, keycloak, "--debug")) {
            Path state = folder.resolve("client.json");
            JsonObject signedIn = client(server, state).person(ANN).run();
            JsonObject refreshed = client(server, state).refreshing().run();
            // as a crash leaves it: the write-ahead log is there, nothing is tidied up
            server.crash();

            Map<String, String> secrets = secrets(signedIn, refreshed);
            String log = server.log();
            assertThat(log).as("the log is worth reading").contains("ann@acme.example", "whoami");
            secrets.forEach((name, secret) -> assertThat(log.contains(secret))
                    .as("log holds the %s", name)
                    .isFalse());
            secrets.put("e-mail address", ANN.email());
            secrets.put("display name", "Ann Example");
            for (Path file : project.stored()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                secrets.forEach((name, secret) -> assertThat(content.contains(secret))
                        .as("%s holds the %s", file, name)
                        .isFalse());
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as("rights of %s", file)
                        .isEqualTo("rw-------");
            }
            assertThat(project.stored()).extracting(Path::getFileName).contains(Path.of("oauth.db"));
        }
    }

    private static OfficialClient client(MxcpServer server, Path state) {
        return new OfficialClient(OfficialClient.V2_2026, server.mcp())
                .remembering(state)
                .calling("whoami", 1);
    }

    private static Map<String, String> secrets(JsonObject signedIn, JsonObject refreshed) {
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("code", text(signedIn, "callback", "code"));
        secrets.put("client's state", text(signedIn, "callback", "state"));
        secrets.put("code verifier", signedIn.get("verifier").getAsString());
        secrets.put("access token", text(signedIn, "tokens", "access_token"));
        secrets.put("refresh token", text(signedIn, "tokens", "refresh_token"));
        secrets.put("second access token", text(refreshed, "tokens", "access_token"));
        secrets.put("second refresh token", text(refreshed, "tokens", "refresh_token"));
        secrets.put("provider token", providerToken(signedIn));
        secrets.put("provider token's signature", lastPart(providerToken(signedIn)));
        secrets.put("Keycloak client secret", KeycloakServer.CLIENT_SECRET);
        return secrets;
    }

    private static String providerToken(JsonObject result) {
        return OfficialClient.answers(result, "whoami")
                .get(0)
                .getAsJsonObject()
                .get("token")
                .getAsString();
    }

    private static String lastPart(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    private static String text(JsonObject result, String member, String name) {
        return result.getAsJsonObject(member).get(name).getAsString();
    }
}
