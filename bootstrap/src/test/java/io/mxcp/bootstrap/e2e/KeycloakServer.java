package io.mxcp.bootstrap.e2e;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A real Keycloak on a free port of loopback, its database in memory, with the realm {@code acme}: ann, bob, and
 * {@value #INVENTED_PEOPLE} invented people.
 */
final class KeycloakServer implements AutoCloseable {
    static final String REALM = "acme";
    static final String CLIENT_ID = "mxcp-client";
    static final String CLIENT_SECRET = "Kc-mxcp-client-secret-7f41";
    static final int INVENTED_PEOPLE = 50;

    private static final Duration START = Duration.ofMinutes(3);

    private final OwnProcess process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private KeycloakServer(OwnProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    static KeycloakServer start(Path workFolder) throws IOException, InterruptedException {
        Path folder = KeycloakDistribution.prepare().layOut(workFolder.resolve("keycloak"));
        Files.writeString(folder.resolve("data/import/acme-realm.json"), new Gson().toJson(realm()));
        int port = FreePort.find();
        ProcessBuilder command = KeycloakDistribution.command(folder, arguments(port));
        command.environment().put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1"); // starts sooner
        KeycloakServer server = new KeycloakServer(OwnProcess.start(command, folder.resolve("server.log")), port);
        server.process.awaitReady(URI.create(server.issuer() + "/.well-known/openid-configuration"), START);
        return server;
    }

    /** The {@code server_url} of the configuration. */
    String serverUrl() {
        return "http://localhost:" + port;
    }

    String issuer() {
        return serverUrl() + "/realms/" + REALM;
    }

    /** What the user-info endpoint says about the bearer of {@code accessToken}. */
    HttpResponse<String> userInfo(String accessToken) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer() + "/protocol/openid-connect/userinfo"))
                .header("Authorization", "Bearer " + accessToken)
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.close();
    }

    private static List<String> arguments(int port) {
        return List.of(
                "start",
                "--optimized",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname-strict=false",
                "--cache=local",
                "--import-realm");
    }

    private static JsonObject realm() throws IOException {
        try (InputStream file = KeycloakServer.class.getResourceAsStream("/e2e/acme-realm.json")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            JsonObject realm = JsonParser.parseString(text).getAsJsonObject();
            for (int number = 0; number < INVENTED_PEOPLE; number++) {
                realm.getAsJsonArray("users").add(user(Person.numbered(number)));
            }
            return realm;
        }
    }

    private static JsonObject user(Person person) {
        JsonObject password = new JsonObject();
        password.addProperty("type", "password");
        password.addProperty("value", person.password());
        JsonArray credentials = new JsonArray();
        credentials.add(password);
        JsonObject user = new JsonObject();
        user.addProperty("username", person.username());
        user.addProperty("enabled", true);
        user.addProperty("email", person.email());
        user.addProperty("emailVerified", true);
        user.addProperty("firstName", person.firstName());
        user.addProperty("lastName", person.lastName());
        user.add("credentials", credentials);
        return user;
    }
}
