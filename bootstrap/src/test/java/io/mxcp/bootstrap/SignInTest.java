package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in at the whole server, with a scripted provider: A1, A7, A8, A12, C1 to C11, K1, K10, Q3, Q4, Q14, Q16. */
class SignInTest {
    @SuppressWarnings("NullAway.Init") // by the set-up
    private static Realm realm;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static SignInProject project;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static RunningServer server;

    @BeforeAll
    static void start(@TempDir Path root) throws Exception {
        realm = Realm.start(InstantSource.system());
        project = new SignInProject(root)
                .tool("who", "SELECT get_username() AS name")
                .tool(
                        "headers",
                        "SELECT get_request_header('X-TENANT') AS tenant, get_request_header('Authorization') AS credentials")
                .auth(realm.section());
        realm.servedAt(project.address());
        server = project.start();
    }

    @AfterAll
    static void stop() throws StartException {
        server.close();
        realm.close();
    }

    @BeforeEach
    void signAliceIn() {
        realm.person("alice");
    }

    private static Visitor visitor() throws Exception {
        return Visitor.registering(project.address());
    }

    private static void assertErrorRedirect(Answer reply, String error) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(303);
        assertThat(reply.location()).startsWith(Visitor.LANDING + "?");
        assertThat(reply.parameter("error")).isEqualTo(error);
        assertThat(reply.parameter("error_description")).isNotEmpty();
        assertThat(reply.parameter("state")).isEqualTo(Visitor.STATE);
        assertThat(reply.parameter("iss")).isEqualTo(project.address().toString());
        assertThat(reply.parameter("code")).isEmpty();
    }

    /** Their states are spent, so that each must get through; the provider has many at once and is in no hurry. */
    @Test
    void letsAHundredPeopleComeBackAtOnce() throws Exception {
        List<Visitor> visitors = new ArrayList<>();
        List<String> callbacks = new ArrayList<>();
        String client = visitor().clientId();
        for (int i = 0; i < 100; i++) {
            Visitor visitor = Visitor.with(project.address(), client);
            visitors.add(visitor);
            callbacks.add(Visitor.visit(visitor.approve()));
        }
        CountDownLatch there = new CountDownLatch(40);
        realm.listenAtToken(form -> {
            there.countDown();
            awaitForASecond(there);
        });
        ExecutorService browsers = Executors.newFixedThreadPool(100);
        try {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Visitor visitor = visitors.get(i);
                String callback = callbacks.get(i);
                answers.add(browsers.submit(() -> visitor.get(callback)));
            }
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().parameter("code"))
                        .as(answer.get().location())
                        .isNotEmpty();
            }
        } finally {
            browsers.shutdownNow();
            realm.recoverAtToken();
        }
    }

    private static void awaitForASecond(CountDownLatch latch) {
        try {
            latch.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void sendsThePersonOnWithSecretsOfItsOwn() throws Exception {
        Answer approved = visitor().approve();

        assertThat(approved.status()).isEqualTo(303);
        assertThat(approved.location()).startsWith(realm.provider().base());
        assertThat(approved.parameter("response_type")).isEqualTo("code");
        assertThat(approved.parameter("client_id")).isEqualTo("mxcp-client");
        assertThat(approved.parameter("scope")).isEqualTo("openid profile email");
        assertThat(approved.parameter("redirect_uri")).isEqualTo(project.address() + "/keycloak/callback");
        assertThat(approved.parameter("state")).hasSize(43).isNotEqualTo(Visitor.STATE);
        assertThat(approved.parameter("code_challenge")).hasSize(43).isNotEqualTo(Visitor.CHALLENGE);
        assertThat(approved.parameter("code_challenge_method")).isEqualTo("S256");
        assertThat(visitor().approve().parameter("state")).isNotEqualTo(approved.parameter("state"));
    }

    /** A12: the provider hears nothing before the person has agreed, and nothing at all if they do not. */
    @Test
    void asksThePersonBeforeTheProviderHearsAnything() throws Exception {
        long visits = realm.visits();
        long calls = realm.tokenCalls();
        Visitor visitor = visitor();
        Answer page = visitor.asking("scope", "mxcp:access").authorize();

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.location()).isEmpty();
        assertThat(page.body()).contains("A client", "unverified", "client.example", "mxcp:access");
        assertErrorRedirect(visitor.decide(page, "deny"), "access_denied");
        assertThat(realm.visits()).isEqualTo(visits);
        assertThat(realm.tokenCalls()).isEqualTo(calls);
    }

    /** CVE-2026-4874, CVE-2026-22752: whatever address a client names, nobody goes there but the person's browser. */
    @Test
    void connectsToNoAddressThatAClientNames() throws Exception {
        String trap = realm.provider().base() + "/trap";
        String metadata = "{\"redirect_uris\": [\"%s\"], \"token_endpoint_auth_method\": \"none\"%s}";
        for (String member :
                List.of("logo_uri", "client_uri", "policy_uri", "tos_uri", "jwks_uri", "sector_identifier_uri")) {
            visitor().register(metadata.formatted(Visitor.LANDING, ", \"" + member + "\": \"" + trap + "\""));
        }
        String client = visitor().register(metadata.formatted(trap, "")).json("client_id");
        Visitor visitor = Visitor.with(project.address(), client).asking("redirect_uri", trap);
        Answer landed = visitor.signIn();
        for (String parameter : List.of("request_uri", "resource", "client_id")) {
            Visitor.with(project.address(), client)
                    .asking("redirect_uri", trap)
                    .asking(parameter, trap)
                    .authorize();
        }

        assertThat(landed.location()).startsWith(trap + "?code=");
        assertThat(visitor.redeem(landed.parameter("code")).status()).isEqualTo(200);
        assertThat(realm.provider().calls("/trap")).isZero();
    }

    /** CVE-2024-22258: a secret does not replace PKCE. */
    @Test
    void needsAChallengeOfAClientWithASecretToo() throws Exception {
        String client = visitor()
                .register("{\"redirect_uris\": [\"" + Visitor.LANDING + "\"]}")
                .json("client_id");
        Visitor confidential = Visitor.with(project.address(), client);

        assertErrorRedirect(confidential.asking("code_challenge", "").authorize(), "invalid_request");
    }

    @Test
    void takesAFormLikeAQuery() throws Exception {
        Visitor visitor = visitor();
        Answer approved = visitor.decide(visitor.authorizeByForm(), "approve");
        Answer landed = visitor.get(Visitor.visit(approved));

        assertThat(visitor.redeem(landed.parameter("code")).status()).isEqualTo(200);
    }

    /** RFC 8252 §7.3: the port is whatever the client got when it began to listen. */
    @Test
    void leavesThePortOfALoopbackAddressFreeToTheEnd() throws Exception {
        String client = visitor().register("""
                        {"redirect_uris": ["http://127.0.0.1:1/cb"], "token_endpoint_auth_method": "none"}
                        """).json("client_id");
        Visitor visitor = Visitor.with(project.address(), client).asking("redirect_uri", "http://127.0.0.1:51004/cb");
        Answer landed = visitor.signIn();

        assertThat(landed.location()).startsWith("http://127.0.0.1:51004/cb?code=");
        assertThat(visitor.redeem(landed.parameter("code")).status()).isEqualTo(200);
        for (String other :
                List.of("http://localhost:51004/cb", "http://127.0.0.1:51004/cb/", "https://127.0.0.1/cb")) {
            Answer refused = visitor.asking("redirect_uri", other).authorize();
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.location()).isEmpty();
        }
    }

    @Test
    void bringsTheClientItsOwnStateAndOurName() throws Exception {
        Answer landed = visitor().signIn();

        assertThat(landed.status()).isEqualTo(303);
        assertThat(landed.location()).startsWith(Visitor.LANDING + "?");
        assertThat(landed.parameter("code")).startsWith("mxcp_ac_");
        assertThat(landed.parameter("state")).isEqualTo(Visitor.STATE);
        assertThat(landed.parameter("iss")).isEqualTo(project.address().toString());
    }

    @Test
    void takesACallbackOnce() throws Exception {
        Visitor visitor = visitor();
        String callback = Visitor.visit(visitor.approve());
        assertThat(visitor.get(callback).status()).isEqualTo(303);
        long calls = realm.tokenCalls();
        Answer again = visitor.get(callback);

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body()).contains("Invalid state parameter");
        assertThat(again.location()).isEmpty();
        assertThat(realm.tokenCalls()).isEqualTo(calls);
    }

    static Stream<Arguments> failures() {
        String words = "{\"error\":\"%s\",\"error_description\":\"upstream words\"}";
        return Stream.of(
                Arguments.of("a dead code", Reply.json(400, words.formatted("invalid_grant")), "access_denied"),
                Arguments.of(
                        "a dead code with 200", Reply.json(200, words.formatted("invalid_grant")), "access_denied"),
                Arguments.of("a wrong secret", Reply.json(401, words.formatted("invalid_client")), "server_error"),
                Arguments.of("no JSON", Reply.json(200, "<html>upstream words"), "server_error"),
                Arguments.of("a list", Reply.json(200, "[\"upstream words\"]"), "server_error"),
                Arguments.of("no token", Reply.json(200, "{\"token_type\":\"Bearer\"}"), "server_error"),
                Arguments.of("500", Reply.json(500, words.formatted("server_error")), "temporarily_unavailable"),
                Arguments.of("503", Reply.json(503, "upstream words"), "temporarily_unavailable"),
                Arguments.of("no answer", Reply.hangUp(), "temporarily_unavailable"));
    }

    /** C8. How long an answer may take is a rule of each gateway. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void tellsTheClientOfAProviderThatFailsInWordsOfItsOwn(String what, Reply reply, String error) throws Exception {
        Visitor visitor = visitor();
        String callback = Visitor.visit(visitor.approve());
        realm.answerAtToken(reply);
        Answer landed;
        try {
            landed = visitor.get(callback);
        } finally {
            realm.recoverAtToken();
        }
        assertErrorRedirect(landed, error);
        assertThat(landed.location() + landed.body()).doesNotContain("upstream");
        assertThat(visitor.get(callback).status()).as("spent after " + what).isEqualTo(400);
    }

    @Test
    void tellsTheClientThatThePersonSaidNo() throws Exception {
        realm.provider().denies();
        realm.provider().callbackParameter("error_description", "<b>upstream words</b>");
        Visitor visitor = visitor();
        String callback = Visitor.visit(visitor.approve());
        realm.provider().callbackParameter("error_description", "");
        Answer landed = visitor.get(callback);

        assertErrorRedirect(landed, "access_denied");
        assertThat(landed.location()).doesNotContain("upstream");
        Answer again = visitor.get(callback);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body()).contains("access_denied").doesNotContain("upstream");
    }

    /** K1, K10: only a provider's token that cannot be renewed shortens ours. */
    @ParameterizedTest
    @CsvSource({
        "3600, true, 3500, 3600",
        "3600, false, 3500, 3600",
        "600, true, 3500, 3600",
        "600, false, 500, 600",
        "'', true, 3500, 3600"
    })
    void shortensATokenOnlyWhereTheProvidersCannotBeRenewed(String seconds, boolean renewable, int least, int most)
            throws Exception {
        Map<String, String> members =
                renewable ? Map.of("expires_in", seconds) : Map.of("expires_in", seconds, "refresh_token", "");
        realm.person("person of " + seconds + renewable, members);
        Answer tokens = visitor().tokens();

        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.header("Cache-Control")).isEqualTo("no-store");
        assertThat(tokens.json("access_token")).startsWith("mxcp_at_");
        assertThat(tokens.json("token_type")).isEqualTo("Bearer");
        assertThat(tokens.json("scope")).isEqualTo("mxcp:access");
        assertThat(tokens.json().get("expires_in").getAsInt()).isBetween(least, most);
    }

    /** Q3, Q4: what old clients send to go on with a session, or to end it, touches nobody else. */
    @Test
    void keepsNoSessionThatAnotherPersonCouldEnter() throws Exception {
        Visitor alice = visitor();
        String alices = alice.tokens().json("access_token");
        realm.person("bob");
        Visitor bob = visitor();
        String bobs = bob.tokens().json("access_token");
        Answer initialized = alice.sending("Mcp-Session-Id", "alices-session")
                .mcp(alices, "initialize", "{\"protocolVersion\":\"2025-11-25\"}");
        bob.sending("Mcp-Session-Id", "alices-session");

        assertThat(initialized.status()).isEqualTo(200);
        assertThat(initialized.header("Mcp-Session-Id")).isEmpty();
        assertThat(name(alice.call(alices, "who"))).isEqualTo("alice");
        assertThat(name(bob.call(bobs, "who"))).isEqualTo("bob");
        assertThat(bob.delete(bobs).status()).isEqualTo(405);
        assertThat(name(alice.call(alices, "who"))).isEqualTo("alice");
    }

    @Test
    void tellsHeadersOfTheRequestInAnyCaseButNoCredentials() throws Exception {
        Visitor visitor = visitor();
        String token = visitor.tokens().json("access_token");
        Answer told = visitor.sending("x-Tenant", "blue").call(token, "headers");

        assertThat(told.row().get("tenant").getAsString()).isEqualTo("blue");
        assertThat(told.row().get("credentials").getAsString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tools/call {\"name\":\"who\"}",
                "tools/call {\"name\":\"execute_sql_query\",\"arguments\":{\"sql\":\"SELECT 1\"}}",
                "resources/read {\"uri\":\"all://sales\"}",
                "prompts/get {\"name\":\"greet\"}",
                "tools/list {}",
                "initialize {\"protocolVersion\":\"2025-11-25\"}"
            })
    void asksForATokenWhateverIsWanted(String call) throws Exception {
        String[] parts = call.split(" ", 2);
        for (String token : List.of("", "garbage")) {
            Answer refused = visitor().mcp(token, parts[0], parts[1]);

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.json("error")).isEqualTo("invalid_token");
            assertThat(refused.json().has("jsonrpc")).isFalse();
            assertThat(refused.header("WWW-Authenticate"))
                    .startsWith("Bearer ")
                    .contains(
                            "resource_metadata=\"" + project.address() + "/.well-known/oauth-protected-resource/mcp\"")
                    .contains("scope=\"mxcp:access\"");
        }
    }

    private static String name(Answer called) {
        return called.row().get("name").getAsString();
    }
}
