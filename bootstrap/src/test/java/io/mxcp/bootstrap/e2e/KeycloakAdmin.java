package io.mxcp.bootstrap.e2e;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** What an administrator of a realm does to people, by Keycloak's admin REST API; signs in for each step. */
final class KeycloakAdmin {
    private static final String NAME = "administrator";
    private static final String PASSWORD = "Kc-administrator-1d7";

    /** Makes the administrator when Keycloak starts. */
    static final Map<String, String> ENVIRONMENT =
            Map.of("KC_BOOTSTRAP_ADMIN_USERNAME", NAME, "KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String serverUrl;
    private final String realm;

    KeycloakAdmin(String serverUrl, String realm) {
        this.serverUrl = serverUrl;
        this.realm = serverUrl + "/admin/realms/" + realm;
    }

    void takeRealmRole(Person person, String role) throws IOException, InterruptedException {
        send("DELETE", user(person) + "/role-mappings/realm", "[" + send("GET", "/roles/" + role, "") + "]");
    }

    void takeClientRole(Person person, String clientId, String role) throws IOException, InterruptedException {
        String client = client(clientId);
        String roles = "[" + send("GET", client + "/roles/" + role, "") + "]";
        String mappings = "/role-mappings/clients/" + client.substring("/clients/".length());
        send("DELETE", user(person) + mappings, roles);
    }

    /** @param path with a slash in front */
    void takeGroup(Person person, String path) throws IOException, InterruptedException {
        String group = text(send("GET", "/group-by-path" + path, ""), "id");
        send("DELETE", user(person) + "/groups/" + group, "");
    }

    /** How long access tokens of a client live from now on. */
    void limitAccessTokens(String clientId, Duration lifespan) throws IOException, InterruptedException {
        String seconds = Long.toString(lifespan.toSeconds());
        send("PUT", client(clientId), "{\"attributes\": {\"access.token.lifespan\": \"" + seconds + "\"}}");
    }

    void endSessions(Person person) throws IOException, InterruptedException {
        send("POST", user(person) + "/logout", "");
    }

    void disable(Person person) throws IOException, InterruptedException {
        send("PUT", user(person), "{\"enabled\": false}");
    }

    void delete(Person person) throws IOException, InterruptedException {
        send("DELETE", user(person), "");
    }

    /** How often {@code event} happened; only what the realm is told to keep. */
    int events(String event) throws IOException, InterruptedException {
        return send("GET", "/events?max=10000&type=" + event, "")
                .getAsJsonArray()
                .size();
    }

    private String user(Person person) throws IOException, InterruptedException {
        return "/users/" + first(send("GET", "/users?exact=true&username=" + person.username(), ""));
    }

    private String client(String clientId) throws IOException, InterruptedException {
        return "/clients/" + first(send("GET", "/clients?clientId=" + clientId, ""));
    }

    private static String first(JsonElement found) {
        return text(found.getAsJsonArray().get(0), "id");
    }

    private static String text(JsonElement object, String member) {
        return object.getAsJsonObject().get(member).getAsString();
    }

    private JsonElement send(String method, String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(realm + path))
                .header("Authorization", "Bearer " + signIn())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private String signIn() throws IOException, InterruptedException {
        Map<String, String> form =
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", NAME, "password", PASSWORD);
        URI address = URI.create(serverUrl + "/realms/master/protocol/openid-connect/token");
        return text(
                send(HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(HtmlForm.encode(form)))),
                "access_token");
    }

    private JsonElement send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return JsonParser.parseString(answer.body().isEmpty() ? "{}" : answer.body());
    }
}
