package io.mxcp.http.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mxcp.domain.query.QueryResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The left column of the table of streamable HTTP: 2025-11-25 and before, without sessions. */
class LegacyRevisionTest {
    private static McpHost host = McpHost.open();

    @BeforeAll
    static void open() {
        host.close();
        host = McpHost.open(
                TestTools.of("rows", Optional.empty()),
                TestTools.of(
                        "one",
                        Optional.of(TestTools.object(Map.of(
                                "n", TestTools.type(io.mxcp.domain.endpoint.ValueType.Kind.INTEGER, Map.of()))))));
        host.engine.give("rows", new QueryResult(List.of("n"), List.of(List.of(1L))));
        host.engine.give("one", new QueryResult(List.of("n"), List.of(List.of(1L))));
    }

    @AfterAll
    static void close() {
        host.close();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-25, 2025-11-25",
        "2025-06-18, 2025-06-18",
        "2025-03-26, 2025-03-26",
        "2024-11-05, 2025-11-25",
        "2026-07-28, 2025-11-25",
        "nonsense, 2025-11-25"
    })
    void agreesOnARevisionWithoutMintingASession(String asked, String given) {
        Reply reply = host.send(host.post(Rpc.request(
                "0",
                "initialize",
                "{\"protocolVersion\":\"" + asked
                        + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}")));

        JsonObject result = reply.result();
        assertThat(result.get("protocolVersion").getAsString()).isEqualTo(given);
        assertThat(result.getAsJsonObject("serverInfo").get("version").getAsString())
                .isEqualTo("1.2.3");
        assertThat(result.getAsJsonObject("capabilities").keySet()).containsExactly("tools");
        assertThat(result.has("resultType")).isFalse();
        assertThat(reply.header("Mcp-Session-Id")).isEmpty();
    }

    @Test
    void refusesToInitializeWithoutARevision() {
        assertThat(host.legacy("initialize", "{}").code()).isEqualTo(-32602);
    }

    @Test
    void answersPing() {
        assertThat(host.legacy("ping", "{}").http().body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    }

    @Test
    void readsAMissingVersionHeaderAsTheOldestRevision() {
        assertThat(host.send(host.post(Rpc.request("1", "tools/list", "{}")))
                        .result()
                        .has("tools"))
                .isTrue();
    }

    @Test
    void refusesAVersionHeaderThatItDoesNotKnow() {
        Reply reply = host.send(host.post(Rpc.request("1", "ping", "{}")).header("MCP-Protocol-Version", "2024-11-05"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(-32022);
    }

    @Test
    void ignoresSessionIdsThatItNeverGave() {
        Reply reply = host.send(host.post(Rpc.request("1", "tools/list", "{}")).header("Mcp-Session-Id", "made up"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Mcp-Session-Id")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"resources/list", "prompts/list", "server/discover", "logging/setLevel", "resources/read", "x"})
    void answersUnknownMethodsInJsonRpc(String method) {
        Reply reply = host.legacy(method, "{}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.code()).isEqualTo(-32601);
    }

    @Test
    void wrapsWhatIsNoObjectSinceAStructureMustBeOne() {
        assertThat(host.legacyCall("rows", "{}").structured()).hasToString("{\"result\":[{\"n\":1}]}");
        assertThat(host.legacyCall("one", "{}").structured()).hasToString("{\"n\":1}");
        assertThat(host.legacyCall("one", "{}").text()).isEqualTo("{\"n\":1}");
    }

    @Test
    void saysNothingOfTheNewRevisionInItsResults() {
        JsonObject result = host.legacyCall("one", "{}").result();

        assertThat(result.keySet()).containsExactlyInAnyOrder("content", "structuredContent", "isError");
    }

    @ParameterizedTest
    @ValueSource(strings = {"notifications/initialized", "notifications/cancelled", "notifications/whatever"})
    void acceptsNotificationsWithoutABody(String method) {
        Reply reply = host.send(host.post("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\"}"));

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.http().body()).isEmpty();
    }
}
