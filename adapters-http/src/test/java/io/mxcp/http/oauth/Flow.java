package io.mxcp.http.oauth;

import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.grant.CodeChallenge;
import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** One sign-in from the client's point of view, step by step. */
final class Flow {
    static final String REDIRECT = "https://client.example/cb";
    static final String STATE = "the client's own state & more";

    final TestBroker broker;
    final Browser browser;
    final Secret verifier = Secrets.any();
    String clientId;
    String clientSecret = "";
    final Map<String, String> request = new LinkedHashMap<>();

    private Flow(TestBroker broker, Browser browser, String clientId) {
        this.broker = broker;
        this.browser = browser;
        this.clientId = clientId;
        request.put("response_type", "code");
        request.put("client_id", clientId);
        request.put("redirect_uri", REDIRECT);
        request.put("state", STATE);
        request.put("code_challenge", CodeChallenge.of(verifier).value());
        request.put("code_challenge_method", "S256");
    }

    /** A flow of a public client that registers now, in a browser of its own. */
    static Flow of(TestBroker broker) throws IOException, InterruptedException {
        return of(broker, new Browser(broker));
    }

    static Flow of(TestBroker broker, Browser browser) throws IOException, InterruptedException {
        return of(broker, browser, register(broker, REDIRECT).json("client_id"));
    }

    static Flow of(TestBroker broker, Browser browser, String clientId) {
        return new Flow(broker, browser, clientId);
    }

    /** A flow of a registered client with a secret. */
    static Flow confidential(TestBroker broker) throws IOException, InterruptedException {
        Answer registered = new Browser(broker)
                .post("/register", "application/json", registration(REDIRECT, "client_secret_basic"));
        Flow flow = of(broker, new Browser(broker), registered.json("client_id"));
        flow.clientSecret = registered.json("client_secret");
        return flow;
    }

    static Answer register(TestBroker broker, String redirectUri) throws IOException, InterruptedException {
        return new Browser(broker).post("/register", "application/json", registration(redirectUri, "none"));
    }

    private static String registration(String redirectUri, String method) {
        return """
                {"client_name": "A client", "redirect_uris": ["%s"], "token_endpoint_auth_method": "%s",
                 "grant_types": ["authorization_code", "refresh_token"], "scope": "mxcp:access reports"}
                """.formatted(redirectUri, method);
    }

    Flow with(String name, String value) {
        request.put(name, value);
        return this;
    }

    Flow without(String name) {
        request.remove(name);
        return this;
    }

    Answer authorize() throws IOException, InterruptedException {
        return browser.get("/authorize?" + Query.encode(request));
    }

    /** Up to the redirect to the provider. */
    Answer approve() throws IOException, InterruptedException {
        return browser.decide(authorize(), "approve");
    }

    /** Up to the redirect back to the client. */
    Answer signIn() throws IOException, InterruptedException {
        return browser.get("/fake/callback" + broker.gateway.signIn(approve().location()));
    }

    /** Up to the code. */
    String code() throws IOException, InterruptedException {
        return Query.of(signIn().location()).get("code");
    }

    Map<String, String> redemption(String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", clientId);
        form.put("code", code);
        form.put("redirect_uri", REDIRECT);
        form.put("code_verifier", verifier.reveal());
        if (!clientSecret.isEmpty()) {
            form.put("client_secret", clientSecret);
        }
        return form;
    }

    /** Up to the tokens. */
    Answer tokens() throws IOException, InterruptedException {
        return redeem(code());
    }

    Answer redeem(String code) throws IOException, InterruptedException {
        return token(redemption(code));
    }

    Answer refresh(String refreshToken) throws IOException, InterruptedException {
        return token(Map.of("grant_type", "refresh_token", "client_id", clientId, "refresh_token", refreshToken));
    }

    Answer token(Map<String, String> form) throws IOException, InterruptedException {
        return new Browser(broker).post("/token", form);
    }

    Answer revoke(String token) throws IOException, InterruptedException {
        return new Browser(broker).post("/revoke", Map.of("client_id", clientId, "token", token));
    }

    /** Asks the protected resource who is asking. */
    Answer ask(String token) throws IOException, InterruptedException {
        return ask(broker, "Bearer " + token);
    }

    static Answer ask(TestBroker broker, String authorization) throws IOException, InterruptedException {
        return new Browser(broker).post("/mcp", "application/json", "{}", "Authorization", authorization);
    }
}
