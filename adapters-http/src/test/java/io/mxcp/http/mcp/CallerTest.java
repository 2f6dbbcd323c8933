package io.mxcp.http.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.ScopePolicy;
import io.mxcp.domain.scope.Scopes;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a request is made for, and who is sent away. */
class CallerTest {
    private static final String WHO = Rpc.request("1", "tools/call", "{\"name\":\"who\"}");
    private final SignIns people = new SignIns(
            new TestClock(),
            new Issuer(McpHost.NAME),
            new ScopePolicy(Scopes.of(Scope.ACCESS), Scopes.of(Scope.ACCESS, new Scope("read"))));
    private final McpHost host = new McpHost(
            Optional.of(people.server().authenticate()),
            List.of(TestTools.of("who", Optional.empty())),
            McpHost.fastPulse(16, 100));

    @AfterEach
    void close() {
        host.close();
    }

    private Reply as(String token, String body) {
        return host.send(host.post(body).header("Authorization", "Bearer " + token));
    }

    private static void isChallenged(Reply reply, int status, String error) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().get("error").getAsString()).isEqualTo(error);
        assertThat(reply.json().has("jsonrpc")).isFalse();
        assertThat(reply.header("WWW-Authenticate").orElse(""))
                .startsWith("Bearer ")
                .contains("resource_metadata=\"" + McpHost.NAME + "/.well-known/oauth-protected-resource/mcp\"")
                .contains("scope=\"mxcp:access")
                .doesNotContain("offline_access");
    }

    @Test
    void challengesWhoeverShowsNoToken() {
        Reply reply = host.send(host.post(WHO));

        isChallenged(reply, 401, "invalid_token");
        assertThat(reply.header("WWW-Authenticate").orElse("")).doesNotContain("error=");
    }

    /** mcp-remote looks for the challenge by GET at each start, and asks for a sign-in anew where it finds none. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE"})
    void challengesBeforeItTellsWhichMethodsThereAre(String method) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(host.uri()).method(method, HttpRequest.BodyPublishers.noBody());
        Reply stranger = host.send(request.copy());
        Reply known = host.send(request.header("Authorization", "Bearer " + people.token("alice", "mxcp:access")));

        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.header("WWW-Authenticate").orElse("")).contains("scope=\"mxcp:access\"");
        assertThat(stranger.header("Allow")).isEmpty();
        assertThat(known.status()).isEqualTo(405);
        assertThat(known.header("Allow")).contains("POST, OPTIONS");
    }

    @Test
    void challengesGarbageAndExpiredTokens() {
        String token = people.token("alice", "mxcp:access");
        isChallenged(as("garbage", WHO), 401, "invalid_token");
        people.clock().advance(Duration.ofHours(1));

        isChallenged(as(token, WHO), 401, "invalid_token");
    }

    @Test
    void refusesATokenInTheQuery() {
        String token = people.token("alice", "mxcp:access");
        Reply reply = host.send(HttpRequest.newBuilder(java.net.URI.create(host.uri() + "?access_token=" + token))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(WHO)));

        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    void judgesTheTokenBeforeAnythingElseOfTheMessage() {
        for (String body : List.of("", "[", "x".repeat(2_000), WHO)) {
            assertThat(host.send(host.post(body)).status()).isEqualTo(401);
        }
        assertThat(host.send(HttpRequest.newBuilder(host.uri())
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString("x")))
                        .status())
                .isEqualTo(401);
    }

    /** A connection that is closed while the body still arrives takes the challenge with it. */
    @Test
    void challengesClientsWhoseBodyComesAfterTheirHeaders() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), host.port())) {
            for (int i = 0; i < 3; i++) {
                String head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + WHO.length() + "\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(UTF_8));
                Thread.sleep(100);
                socket.getOutputStream().write(WHO.getBytes(UTF_8));
                byte[] answer = new byte[4096];
                int length = socket.getInputStream().read(answer);

                assertThat(new String(answer, 0, Math.max(length, 0), UTF_8)).startsWith("HTTP/1.1 401");
            }
        }
    }

    @Test
    void challengesEveryMethodOfTheProtocol() {
        for (String method :
                List.of("initialize", "ping", "tools/list", "tools/call", "resources/read", "prompts/get")) {
            assertThat(host.legacy(method, "{}").status()).isEqualTo(401);
            assertThat(host.modern(method, "{}").status()).isEqualTo(401);
        }
        assertThat(host.send(host.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void runsToolsAsWhoeverTheTokenStandsFor() {
        assertThat(as(people.token("alice", "mxcp:access"), WHO).text()).isEqualTo("[{\"username\":\"alice\"}]");
        assertThat(as(people.token("bob", "mxcp:access"), WHO).text()).isEqualTo("[{\"username\":\"bob\"}]");
    }

    @Test
    void takesSessionIdsForNothing() {
        String bob = people.token("bob", "mxcp:access");
        Reply call = host.send(
                host.post(WHO).header("Authorization", "Bearer " + bob).header("Mcp-Session-Id", "alice-session"));
        Reply delete = host.send(HttpRequest.newBuilder(host.uri())
                .header("Authorization", "Bearer " + bob)
                .header("Mcp-Session-Id", "alice-session")
                .DELETE());

        assertThat(call.text()).isEqualTo("[{\"username\":\"bob\"}]");
        assertThat(delete.status()).isEqualTo(405);
    }

    /** GHSA-345p-7cg4-v4c7: answers of two clients that use the same id at the same time. */
    @Test
    void neverMixesUpPeopleWhoseMessagesHaveTheSameId() throws Exception {
        List<String> names = List.of("alice", "bob", "carol", "dave");
        List<String> tokens =
                names.stream().map(name -> people.token(name, "mxcp:access")).toList();
        ExecutorService clients = Executors.newFixedThreadPool(8);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String token = tokens.get(i % names.size());
            answers.add(clients.submit(() -> as(token, WHO).text()));
        }
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).contains("\"" + names.get(i % names.size()) + "\"");
        }
        clients.shutdown();
    }

    /** Acceptance Q12: a required scope that was added after the token was issued is missing from it. */
    @Test
    void refusesATokenThatLacksARequiredScopeAndNamesAllThatAreNeeded() {
        String token = people.token("alice", "mxcp:access");
        Scopes needed = Scopes.of(Scope.ACCESS, new Scope("read"));
        try (McpHost strict =
                new McpHost(Optional.of(people.requiring(needed).authenticate()), List.of(), McpHost.fastPulse(1, 1))) {
            Reply reply = strict.send(strict.post(WHO).header("Authorization", "Bearer " + token));

            isChallenged(reply, 403, "insufficient_scope");
            assertThat(reply.header("WWW-Authenticate").orElse("")).contains("scope=\"mxcp:access read\"");
        }
    }

    @Test
    void isOpenToEverybodyWhereAuthenticationIsOff() {
        try (McpHost open = McpHost.open(TestTools.of("who", Optional.empty()))) {
            assertThat(open.send(open.post(WHO)).text()).isEqualTo("[{\"username\":\"\"}]");
            assertThat(open.send(open.post(WHO).header("Authorization", "Bearer whatever"))
                            .text())
                    .isEqualTo("[{\"username\":\"\"}]");
        }
    }
}
