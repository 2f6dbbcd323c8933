package io.mxcp.bootstrap.e2e;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mxcp.bootstrap.FreePort;
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
 * {@value #INVENTED_PEOPLE} invented people, and others whom a test may take things from.
 *
 * <p>A second realm, {@value #STRICT_REALM}, takes each refresh token once, lets people agree themselves, and is known to
 * browsers by a public name that nothing here resolves.
 */
final class KeycloakServer implements AutoCloseable {
    static final String REALM = "acme";
    static final String CLIENT_ID = "mxcp-client";
    static final String CLIENT_SECRET = "Kc-mxcp-client-secret-7f41";
    static final int INVENTED_PEOPLE = 50;

    /** A client of both realms whose access tokens live for seconds: due as soon as they are there. */
    static final String HASTY_CLIENT_ID = "mxcp-hasty";

    /** Their life. */
    static final Duration HASTE = Duration.ofSeconds(5);

    static final String STRICT_REALM = "strict";
    static final String PUBLIC_URL = "https://sso.acme.example";

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
        Files.writeString(
                folder.resolve("data/import/strict-realm.json"), new Gson().toJson(read("/e2e/strict-realm.json")));
        int port = FreePort.find();
        ProcessBuilder command = KeycloakDistribution.command(folder, arguments(port));
        command.environment().put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1"); // starts sooner
        command.environment().putAll(KeycloakAdmin.ENVIRONMENT);
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

    /** Who may change {@code realm} while it runs. */
    KeycloakAdmin admin(String realm) {
        return new KeycloakAdmin(serverUrl(), realm);
    }

    /** What the user-info endpoint says about the bearer of {@code accessToken}. */
    HttpResponse<String> userInfo(String accessToken) throws IOException, InterruptedException {
        return userInfo(REALM, accessToken);
    }

    HttpResponse<String> userInfo(String realm, String accessToken) throws IOException, InterruptedException {
        URI address = URI.create(serverUrl() + "/realms/" + realm + "/protocol/openid-connect/userinfo");
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + accessToken)
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Keeps it from answering until {@link #goOn}: to others it hangs. */
    void pause() throws IOException, InterruptedException {
        process.pause();
    }

    void goOn() throws IOException, InterruptedException {
        process.goOn();
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
        JsonObject realm = read("/e2e/acme-realm.json");
        for (int number = 0; number < INVENTED_PEOPLE; number++) {
            realm.getAsJsonArray("users").add(user(Person.numbered(number)));
        }
        return realm;
    }

    private static JsonObject read(String resource) throws IOException {
        try (InputStream file = KeycloakServer.class.getResourceAsStream(resource)) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return JsonParser.parseString(text).getAsJsonObject();
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
