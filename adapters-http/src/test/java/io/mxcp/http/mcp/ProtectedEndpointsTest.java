package io.mxcp.http.mcp;

import static io.mxcp.http.mcp.TestEndpoints.prompt;
import static io.mxcp.http.mcp.TestEndpoints.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.application.access.Authenticate;
import io.mxcp.application.endpoint.EndpointCatalog;
import io.mxcp.application.endpoint.SqlTools;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.endpoint.Resource;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.ScopePolicy;
import io.mxcp.domain.scope.Scopes;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tools, resources and prompts are for whoever the token stands for, each under the same rules. */
@Timeout(60)
class ProtectedEndpointsTest {
    private static final String TOOL = Rpc.request("1", "tools/call", "{\"name\":\"provider\"}");
    private static final String RESOURCE = Rpc.request("1", "resources/read", "{\"uri\":\"a://provider\"}");
    private static final String PROMPT = Rpc.request("1", "prompts/get", "{\"name\":\"greet\"}");

    private final SignIns people = new SignIns(
            new TestClock(),
            new Issuer(McpHost.NAME),
            new ScopePolicy(Scopes.of(Scope.ACCESS), Scopes.of(Scope.ACCESS, new Scope("read"))));
    private final McpHost host = host(people.server().authenticate());

    private static McpHost host(Authenticate authenticate) {
        return host(authenticate, McpHost.fastPulse(1, 100));
    }

    private static McpHost host(Authenticate authenticate, McpSettings settings) {
        EndpointCatalog catalog = new EndpointCatalog(
                tools(),
                List.of(plain("provider"), plain("who"), plain("tenant"), plain("sleep")),
                List.of(prompt("greet")));
        return new McpHost(Optional.of(authenticate), catalog, settings);
    }

    private static List<Tool> tools() {
        List<Tool> tools = new ArrayList<>(SqlTools.all(Map.of()));
        for (String name : List.of("provider", "headers", "tenant")) {
            tools.add(TestTools.of(name, Optional.empty()));
        }
        return tools;
    }

    private static Resource plain(String statement) {
        return resource("a://" + statement, statement, Resource.JSON, List.of(), Optional.empty());
    }

    @AfterEach
    void close() {
        host.close();
    }

    private static HttpRequest.Builder as(McpHost host, String token, String body) {
        return host.post(body).header("Authorization", "Bearer " + token);
    }

    private Reply as(String token, String body) {
        return host.send(as(host, token, body));
    }

    private static String read(Reply reply) {
        return reply.result()
                .getAsJsonArray("contents")
                .get(0)
                .getAsJsonObject()
                .get("text")
                .getAsString();
    }

    @Test
    void announcesAllThreeKinds() {
        String token = people.token("alice", "mxcp:access");
        Reply reply = as(token, Rpc.request("1", "initialize", "{\"protocolVersion\":\"2025-11-25\"}"));

        assertThat(reply.result().getAsJsonObject("capabilities").keySet())
                .containsExactly("tools", "resources", "prompts");
    }

    static List<String> messages() {
        return List.of(
                TOOL,
                RESOURCE,
                PROMPT,
                Rpc.request("1", "tools/call", "{\"name\":\"execute_sql_query\",\"arguments\":{\"sql\":\"SELECT 1\"}}"),
                Rpc.request("1", "tools/call", "{\"name\":\"list_tables\"}"),
                Rpc.request("1", "tools/call", "{\"name\":\"get_table_schema\",\"arguments\":{\"table_name\":\"t\"}}"),
                Rpc.request("1", "tools/list", "{}"),
                Rpc.request("1", "resources/list", "{}"),
                Rpc.request("1", "resources/templates/list", "{}"),
                Rpc.request("1", "prompts/list", "{}"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void asksForATokenAndTheScopesWhateverIsWanted(String body) {
        String token = people.token("alice", "mxcp:access");
        assertThat(host.send(host.post(body)).status()).isEqualTo(401);
        assertThat(as("garbage", body).status()).isEqualTo(401);
        assertThat(as(token, body).status()).isEqualTo(200);

        Scopes needed = Scopes.of(Scope.ACCESS, new Scope("read"));
        try (McpHost strict = host(people.requiring(needed).authenticate())) {
            Reply reply = strict.send(as(strict, token, body));

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.json().get("error").getAsString()).isEqualTo("insufficient_scope");
            assertThat(strict.engine.seen).isEmpty();
        }
    }

    @Test
    void readsResourcesAsWhoeverTheTokenStandsFor() {
        String who = RESOURCE.replace("provider", "who");

        assertThat(read(as(people.token("alice", "mxcp:access"), who))).contains("\"alice\"");
        assertThat(read(as(people.token("bob", "mxcp:access"), who))).contains("\"bob\"");
    }

    @Test
    void tellsTheAuditLogWhoItWas() {
        String token = people.token("alice", "mxcp:access");
        as(token, RESOURCE);
        as(token, PROMPT);

        assertThat(host.audited)
                .extracting(event -> event instanceof AuditEvent.ResourceRead read
                        ? read.caller()
                        : ((AuditEvent.PromptGiven) event).caller())
                .hasSize(2)
                .allSatisfy(caller ->
                        assertThat(((AuthenticatedUser) caller).username()).isEqualTo("alice"));
    }

    @Test
    void handsTheHeadersOfTheRequestToTheQuerySaveForCredentials() {
        String token = people.token("alice", "mxcp:access");
        Reply told = host.send(as(host, token, TOOL.replace("provider", "tenant"))
                .header("X-Tenant", "blue")
                .header("X-Tenant", "green"));
        Reply read = host.send(
                as(host, token, RESOURCE.replace("provider", "tenant")).header("X-Tenant", "red"));
        Reply names =
                host.send(as(host, token, TOOL.replace("provider", "headers")).header("Cookie", "a=b"));

        assertThat(told.text()).isEqualTo("[{\"t\":\"blue, green\"}]");
        assertThat(read(read)).isEqualTo("[{\"t\":\"red\"}]");
        assertThat(names.text()).contains("content-type").doesNotContain("authorization", "cookie");
    }

    @Test
    void renewsTheProviderTokenOnceWhenTheProviderRefusesIt() {
        String token = people.token("alice", "mxcp:access");
        host.engine.refusedTokens.add("alice");

        assertThat(as(token, TOOL).text()).isEqualTo("[{\"token\":\"alice-renewed\"}]");
        assertThat(host.engine.seen).hasSize(2);
        assertThat(read(as(token, RESOURCE))).isEqualTo("[{\"token\":\"alice-renewed\"}]");
        assertThat(host.engine.seen).as("the renewed one is kept").hasSize(3);
    }

    @Test
    void saysToSignInAgainWhenTheProviderRefusesTheRenewedTokenToo() {
        String token = people.token("alice", "mxcp:access");
        host.engine.refusedTokens.addAll(List.of("alice", "alice-renewed"));

        Reply tool = as(token, TOOL);
        assertThat(tool.status()).isEqualTo(200);
        assertThat(tool.isToolFault()).isTrue();
        assertThat(tool.text()).contains("sign in again");
        assertThat(host.engine.seen).hasSize(2);

        Reply resource = as(token, RESOURCE);
        assertThat(resource.code()).isEqualTo(-32603);
        assertThat(resource.error().get("message").getAsString()).contains("sign in again");
    }

    @Test
    void sharesTheRoomAmongAllKindsAndStopsAReadingWhoseClientHasGone() throws Exception {
        String token = people.token("alice", "mxcp:access");
        CompletableFuture<HttpResponse<String>> slow = asleep(host, token);
        CompletableFuture<HttpResponse<String>> waiting =
                host.http().sendAsync(as(host, token, PROMPT).build(), HttpResponse.BodyHandlers.ofString());
        Thread.sleep(200);
        assertThat(waiting).isNotDone();
        slow.cancel(true);

        assertThat(waiting.get().statusCode()).isEqualTo(200);
        assertThat(host.engine.cancelled).hasValue(1);
    }

    @Test
    void leavesOthersAPlaceToWait() throws Exception {
        String alice = people.token("alice", "mxcp:access");
        String bob = people.token("bob", "mxcp:access");
        try (McpHost small = host(people.server().authenticate(), McpHost.fastPulse(1, 8))) {
            List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
            calls.add(asleep(small, alice));
            for (int i = 0; i < 3; i++) {
                calls.add(sent(small, alice, PROMPT));
            }
            HttpResponse<String> refused = firstOf(calls.subList(1, 4));
            assertThat(refused.statusCode()).isEqualTo(503);
            calls.add(sent(small, bob, PROMPT));
            small.servlet.stopCalls();

            assertThat(calls.get(4).get().statusCode()).isEqualTo(200);
            assertThat(calls.subList(1, 4).stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                    .containsExactlyInAnyOrder(200, 200, 503);
        }
    }

    private static HttpResponse<String> firstOf(List<CompletableFuture<HttpResponse<String>>> calls) {
        return CompletableFuture.anyOf(calls.toArray(CompletableFuture[]::new))
                .thenApply(any -> calls.stream()
                        .filter(CompletableFuture::isDone)
                        .findFirst()
                        .orElseThrow()
                        .join())
                .join();
    }

    /** A reading that runs until somebody stops it. */
    private static CompletableFuture<HttpResponse<String>> asleep(McpHost host, String token)
            throws InterruptedException {
        CompletableFuture<HttpResponse<String>> slow = sent(host, token, RESOURCE.replace("provider", "sleep"));
        while (host.engine.running.get() == 0) {
            Thread.sleep(5);
        }
        return slow;
    }

    private static CompletableFuture<HttpResponse<String>> sent(McpHost host, String token, String body) {
        return host.http().sendAsync(as(host, token, body).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** MCP 2025-11-25, Cancellation: such a client keeps the connection open. */
    @Test
    void stopsACallThatItsClientCancels() throws Exception {
        String token = people.token("alice", "mxcp:access");
        CompletableFuture<HttpResponse<String>> slow = asleep(host, token);
        String cancelled = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}";
        assertThat(as(token, cancelled).status()).isEqualTo(202);

        assertThat(slow.get().body()).contains("cancelled");
        assertThat(host.engine.cancelled).hasValue(1);
    }
}
