package io.mxcp.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A client written out by hand, for what the official ones do not let a test do: a narrower scope, a code used twice,
 * many people in little time. Public, with PKCE, of the 2026-07-28 revision.
 *
 * <p>Safe for use by many threads.
 */
final class ScriptedClient {
    private static final String REVISION = "2026-07-28";
    static final URI LANDING = URI.create("http://127.0.0.1:9/callback");

    private final HttpClient http = HttpClient.newHttpClient();
    private final DiscoveredServer server;
    private final String scope;
    private final String clientId;
    private final String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();

    private ScriptedClient(DiscoveredServer server, String scope, HttpResponse<String> registration)
            throws IOException {
        this.server = server;
        this.scope = scope;
        if (registration.statusCode() != 201) {
            throw new IOException("not registered: " + registration.statusCode() + " " + registration.body());
        }
        this.clientId = json(registration).get("client_id").getAsString();
    }

    /** Finds the server of {@code base}, registers itself for {@code scope}, and will ask for it; empty: names none. */
    static ScriptedClient register(URI base, String scope) throws IOException, InterruptedException {
        DiscoveredServer server = DiscoveredServer.at(base.resolve("/mcp"));
        HttpRequest request = HttpRequest.newBuilder(server.registration())
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(metadata(scope).toString()))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return new ScriptedClient(server, scope, answer);
    }

    /** Takes a person through consent page and Keycloak's form, and returns the code that comes back. */
    String signIn(Person person) throws IOException, InterruptedException {
        ScriptedBrowser browser = new ScriptedBrowser(http, LANDING);
        String state = UUID.randomUUID().toString();
        ScriptedBrowser.Page keycloak = approve(browser, state);
        ScriptedBrowser.Page landed = browser.submit(keycloak.form(), person.filledIn());
        if (landed.status() != 0) {
            throw new IOException("not back at the client but at " + landed.address() + ":\n" + landed.content());
        }
        Map<String, String> answer = QueryString.parse(landed.address());
        if (!state.equals(answer.get("state")) || !answer.containsKey("code")) {
            throw new IOException("an answer of another request, or no code: " + answer.keySet());
        }
        return answer.getOrDefault("code", "");
    }

    /** Says yes on our consent page, and returns what the provider shows then, or the landing address. */
    ScriptedBrowser.Page approve(ScriptedBrowser browser, String state) throws IOException, InterruptedException {
        ScriptedBrowser.Page consent = browser.open(authorizationUrl(state));
        return browser.submit(consent.form(), Map.of("decision", "approve"));
    }

    HttpResponse<String> redeem(String code) throws IOException, InterruptedException {
        return token(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                LANDING.toString(),
                "code_verifier",
                verifier));
    }

    HttpResponse<String> refresh(String refreshToken) throws IOException, InterruptedException {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    /** Calls a tool without arguments. */
    HttpResponse<String> call(String accessToken, String tool) throws IOException, InterruptedException {
        return call(accessToken, tool, Map.of());
    }

    /** Calls a tool with these arguments. */
    HttpResponse<String> call(String accessToken, String tool, Map<String, String> arguments)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resource())
                .header("Accept", "application/json, text/event-stream")
                .header("Content-Type", "application/json")
                .header("MCP-Protocol-Version", REVISION)
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", tool)
                .header("Authorization", "Bearer " + accessToken)
                .timeout(Duration.ofMinutes(1))
                .POST(HttpRequest.BodyPublishers.ofString(
                        callOf(tool, arguments).toString()))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The one row that a tool returned. */
    static JsonObject row(HttpResponse<String> answer) {
        JsonObject result = json(answer).getAsJsonObject("result");
        assertThat(result.has("structuredContent")).as(answer.body()).isTrue();
        return result.getAsJsonObject("structuredContent");
    }

    static JsonObject json(HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    /** As registered. */
    String clientId() {
        return clientId;
    }

    /** Where the browser goes first. */
    URI authorizationUrl(String state) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", clientId);
        parameters.put("redirect_uri", LANDING.toString());
        parameters.put("state", state);
        parameters.put("code_challenge", challenge());
        parameters.put("code_challenge_method", "S256");
        parameters.put("resource", server.resource().toString());
        if (!scope.isEmpty()) {
            parameters.put("scope", scope);
        }
        return URI.create(server.authorization() + "?" + HtmlForm.encode(parameters));
    }

    private HttpResponse<String> token(Map<String, String> parameters) throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>(parameters);
        form.put("client_id", clientId);
        form.put("resource", server.resource().toString());
        HttpRequest request = HttpRequest.newBuilder(server.token())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(HtmlForm.encode(form)))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }

    private static JsonObject metadata(String scope) {
        JsonObject metadata = new JsonObject();
        metadata.addProperty("client_name", "Scripted client");
        metadata.add("redirect_uris", array(LANDING.toString()));
        metadata.add("grant_types", array("authorization_code", "refresh_token"));
        metadata.addProperty("token_endpoint_auth_method", "none");
        if (!scope.isEmpty()) {
            metadata.addProperty("scope", scope);
        }
        return metadata;
    }

    private static JsonObject callOf(String tool, Map<String, String> arguments) {
        JsonObject client = new JsonObject();
        client.addProperty("name", "scripted-client");
        client.addProperty("version", "1");
        JsonObject meta = new JsonObject();
        meta.addProperty("io.modelcontextprotocol/protocolVersion", REVISION);
        meta.add("io.modelcontextprotocol/clientInfo", client);
        meta.add("io.modelcontextprotocol/clientCapabilities", new JsonObject());
        JsonObject parameters = new JsonObject();
        parameters.addProperty("name", tool);
        JsonObject values = new JsonObject();
        arguments.forEach(values::addProperty);
        parameters.add("arguments", values);
        parameters.add("_meta", meta);
        JsonObject call = new JsonObject();
        call.addProperty("jsonrpc", "2.0");
        call.addProperty("id", 1);
        call.addProperty("method", "tools/call");
        call.add("params", parameters);
        return call;
    }

    private static JsonArray array(String... values) {
        JsonArray array = new JsonArray();
        for (String value : values) {
            array.add(value);
        }
        return array;
    }
}
