package io.mxcp.bootstrap.e2e;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** What an administrator of a realm does to people, by Keycloak's admin REST API. */
final class KeycloakAdmin {
    private static final String NAME = "administrator";
    private static final String PASSWORD = "Kc-administrator-1d7";

    /** Makes the administrator when Keycloak starts. */
    static final Map<String, String> ENVIRONMENT =
            Map.of("KC_BOOTSTRAP_ADMIN_USERNAME", NAME, "KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String realm;
    private final String token;

    private KeycloakAdmin(String serverUrl, String realm) throws IOException, InterruptedException {
        this.realm = serverUrl + "/admin/realms/" + realm;
        this.token = signIn(serverUrl);
    }

    /** Signed in for a minute. */
    static KeycloakAdmin of(String serverUrl, String realm) throws IOException, InterruptedException {
        return new KeycloakAdmin(serverUrl, realm);
    }

    void takeRealmRole(Person person, String role) throws IOException, InterruptedException {
        JsonArray roles = new JsonArray();
        roles.add(send("GET", "/roles/" + role, ""));
        send("DELETE", user(person) + "/role-mappings/realm", roles.toString());
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
    int events(String event, Person person) throws IOException, InterruptedException {
        String id = user(person).substring("/users/".length());
        return send("GET", "/events?type=" + event + "&user=" + id, "")
                .getAsJsonArray()
                .size();
    }

    private String user(Person person) throws IOException, InterruptedException {
        JsonArray found = send("GET", "/users?exact=true&username=" + person.username(), "")
                .getAsJsonArray();
        return "/users/" + found.get(0).getAsJsonObject().get("id").getAsString();
    }

    private JsonElement send(String method, String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(realm + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private String signIn(String serverUrl) throws IOException, InterruptedException {
        Map<String, String> form =
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", NAME, "password", PASSWORD);
        URI address = URI.create(serverUrl + "/realms/master/protocol/openid-connect/token");
        return send(HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(HtmlForm.encode(form))))
                .getAsJsonObject()
                .get("access_token")
                .getAsString();
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
