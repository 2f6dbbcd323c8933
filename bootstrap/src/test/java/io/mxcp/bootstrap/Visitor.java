package io.mxcp.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A client of the server and the browser of its person, step by step: follows no redirect by itself, keeps cookies of the server. Uses
 * the verifier and challenge of RFC 7636, appendix B. Its calls may come from many threads.
 */
final class Visitor {
    static final String LANDING = "https://client.example/cb";
    static final String STATE = "the client's own state & more";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI server;
    private final Map<String, String> request = new LinkedHashMap<>();
    private final Map<String, String> credentials = new LinkedHashMap<>();
    private final Map<String, String> cookies = new ConcurrentHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    private Visitor(URI server, String clientId) {
        this.server = server;
        credentials.put("client_id", clientId);
        request.put("response_type", "code");
        request.put("client_id", clientId);
        request.put("redirect_uri", LANDING);
        request.put("state", STATE);
        request.put("code_challenge", CHALLENGE);
        request.put("code_challenge_method", "S256");
    }

    /** With a public client that registers itself now. */
    static Visitor registering(URI server) throws IOException, InterruptedException {
        return registering(server, "");
    }

    /** With a public client that registers itself for these scopes; empty: names none. */
    static Visitor registering(URI server, String scope) throws IOException, InterruptedException {
        Answer registered = new Visitor(server, "none").register("""
                {"client_name": "A client", "redirect_uris": ["%s"], "token_endpoint_auth_method": "none",
                 "grant_types": ["authorization_code", "refresh_token"], "scope": "%s"}
                """.formatted(LANDING, scope));
        if (registered.status() != 201) {
            throw new IOException("not registered: " + registered);
        }
        return new Visitor(server, registered.json("client_id"));
    }

    /** With a client of the configuration, or one that registered before. */
    static Visitor with(URI server, String clientId) {
        return new Visitor(server, clientId);
    }

    String clientId() {
        return credentials.getOrDefault("client_id", "");
    }

    /** Shows this secret at the token endpoint. */
    Visitor secret(String secret) {
        credentials.put("client_secret", secret);
        return this;
    }

    /** Asks to be authorized with this parameter; empty: without it. */
    Visitor asking(String name, String value) {
        if (value.isEmpty()) {
            request.remove(name);
        } else {
            request.put(name, value);
        }
        return this;
    }

    /** Sends this header with each request. */
    Visitor sending(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Answer register(String metadata) throws IOException, InterruptedException {
        return post("/register", "application/json", metadata);
    }

    Answer get(String pathAndQuery) throws IOException, InterruptedException {
        return send(to(pathAndQuery).GET());
    }

    /** Up to the page that asks the person. */
    Answer authorize() throws IOException, InterruptedException {
        return get("/authorize?" + encode(request));
    }

    /** The same by a form. */
    Answer authorizeByForm() throws IOException, InterruptedException {
        return post("/authorize", FORM, encode(request));
    }

    /** Presses {@code approve} or {@code deny} on that page. */
    Answer decide(Answer page, String decision) throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("flow", page.field("flow"));
        form.put("token", page.field("token"));
        form.put("decision", decision);
        return send(to("/consent")
                .header("Content-Type", FORM)
                .header("Origin", "null")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString(encode(form))));
    }

    /** Up to the redirect to the provider. */
    Answer approve() throws IOException, InterruptedException {
        return decide(authorize(), "approve");
    }

    /** Visits the provider, which sends back at once: the path and query of our callback. */
    static String visit(Answer approved) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(approved.location()))
                .timeout(Duration.ofSeconds(20))
                .build();
        Answer sentBack = Answer.of(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
        if (sentBack.location().isEmpty()) {
            throw new IOException("the provider shows a page: " + sentBack);
        }
        URI callback = URI.create(sentBack.location());
        return callback.getRawPath() + "?" + callback.getRawQuery();
    }

    /** Up to the redirect back to the client. */
    Answer signIn() throws IOException, InterruptedException {
        return get(visit(approve()));
    }

    /** Up to the answer of the token endpoint. */
    Answer tokens() throws IOException, InterruptedException {
        return redeem(signIn().parameter("code"));
    }

    Answer redeem(String code) throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", request.getOrDefault("redirect_uri", LANDING));
        form.put("code_verifier", VERIFIER);
        return token(form);
    }

    Answer refresh(String refreshToken) throws IOException, InterruptedException {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    Answer revoke(String token) throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>(credentials);
        form.put("token", token);
        return post("/revoke", FORM, encode(form));
    }

    private Answer token(Map<String, String> parameters) throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>(credentials);
        form.putAll(parameters);
        return post("/token", FORM, encode(form));
    }

    /** Calls a tool; an empty token: shows none. */
    Answer call(String token, String tool, String arguments) throws IOException, InterruptedException {
        return mcp(token, "tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
    }

    Answer call(String token, String tool) throws IOException, InterruptedException {
        return call(token, tool, "{}");
    }

    /** A method of MCP; an empty token: shows none. */
    Answer mcp(String token, String method, String parameters) throws IOException, InterruptedException {
        HttpRequest.Builder message = to("/mcp")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2025-11-25")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + parameters + "}"));
        return send(token.isEmpty() ? message : message.header("Authorization", "Bearer " + token));
    }

    /** What an old client does to end a session. */
    Answer delete(String token) throws IOException, InterruptedException {
        return send(to("/mcp").header("Authorization", "Bearer " + token).DELETE());
    }

    Answer post(String path, String type, String body) throws IOException, InterruptedException {
        return send(to(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** At the address where the server listens, whatever it calls itself. */
    private HttpRequest.Builder to(String pathAndQuery) {
        HttpRequest.Builder to =
                HttpRequest.newBuilder(server.resolve(pathAndQuery)).timeout(Duration.ofSeconds(30));
        headers.forEach(to::header);
        return cookies.isEmpty() ? to : to.header("Cookie", cookieHeader());
    }

    private String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private Answer send(HttpRequest.Builder built) throws IOException, InterruptedException {
        HttpRequest message = built.build();
        Answer reply;
        try {
            reply = Answer.of(HTTP.send(message, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException closed) {
            // a kept connection may close as it is used again; a client then opens another (RFC 9112 §9.5)
            if (!String.valueOf(closed.getMessage()).contains("header parser received no bytes")) {
                throw closed;
            }
            reply = Answer.of(HTTP.send(message, HttpResponse.BodyHandlers.ofString()));
        }
        reply.headers("Set-Cookie").forEach(this::keep);
        return reply;
    }

    private void keep(String setCookie) {
        String name = setCookie.substring(0, setCookie.indexOf('='));
        if (setCookie.contains("Max-Age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, setCookie.substring(setCookie.indexOf('=') + 1, setCookie.indexOf(';')));
        }
    }

    static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
