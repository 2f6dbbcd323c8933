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

/** The right column of the table of streamable HTTP: 2026-07-28. */
class ModernRevisionTest {
    private static McpHost host = McpHost.open();

    @BeforeAll
    static void open() {
        host.close();
        host = McpHost.open(
                TestTools.of("rows", Optional.empty()),
                TestTools.of("a_first", "who", List.of(), Optional.of(TestTools.object(Map.of()))));
        host.engine.give("rows", new QueryResult(List.of("n"), List.of(List.of(1L), List.of(2L))));
    }

    @AfterAll
    static void close() {
        host.close();
    }

    /** A request whose headers are given one by one; an empty one is left out. */
    private static Reply send(String body, String version, String method, String name) {
        var request = host.post(body);
        if (!version.isEmpty()) {
            request.header("MCP-Protocol-Version", version);
        }
        if (!method.isEmpty()) {
            request.header("Mcp-Method", method);
        }
        if (!name.isEmpty()) {
            request.header("Mcp-Name", name);
        }
        return host.send(request);
    }

    private static String call(String tool) {
        return Rpc.request("7", "tools/call", Rpc.withMeta("{\"name\":\"" + tool + "\"}"));
    }

    @Test
    void discoversTheServer() {
        JsonObject result = host.modern("server/discover", "{}").result();

        assertThat(result.get("resultType").getAsString()).isEqualTo("complete");
        assertThat(result.getAsJsonArray("supportedVersions").get(0).getAsString())
                .isEqualTo("2026-07-28");
        assertThat(result.getAsJsonObject("capabilities").keySet()).containsExactly("tools");
        assertThat(result.get("ttlMs").getAsLong()).isNotNegative();
        assertThat(result.get("cacheScope").getAsString()).isEqualTo("private");
        assertThat(result.getAsJsonObject("_meta")
                        .getAsJsonObject("io.modelcontextprotocol/serverInfo")
                        .get("name")
                        .getAsString())
                .isEqualTo("mxcp");
    }

    @Test
    void listsToolsInOrderWithCacheHints() {
        JsonObject result = host.modern("tools/list", "{}").result();

        assertThat(result.getAsJsonArray("tools"))
                .extracting(tool -> tool.getAsJsonObject().get("name").getAsString())
                .containsExactly("a_first", "rows");
        assertThat(result.has("ttlMs")).isTrue();
        assertThat(result.get("resultType").getAsString()).isEqualTo("complete");
    }

    @Test
    void announcesAnOutputSchemaWhereTheResultIsAnObject() {
        var tools = host.modern("tools/list", "{}").result().getAsJsonArray("tools");

        assertThat(tools.get(0)
                        .getAsJsonObject()
                        .getAsJsonObject("outputSchema")
                        .get("type")
                        .getAsString())
                .isEqualTo("object");
        assertThat(tools.get(1).getAsJsonObject().has("outputSchema")).isFalse();
    }

    @Test
    void givesAnyValueAsStructure() {
        Reply reply = host.modernCall("rows", "{}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.structured().isJsonArray()).isTrue();
        assertThat(reply.text()).isEqualTo("[{\"n\":1},{\"n\":2}]");
        assertThat(reply.result().get("resultType").getAsString()).isEqualTo("complete");
        assertThat(reply.header("Content-Length")).isPresent();
        assertThat(reply.header("Mcp-Session-Id")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', tools/call, rows", // each header missing
        "2026-07-28, '', rows",
        "2026-07-28, tools/call, ''",
        "2025-11-25, tools/call, rows", // each header different
        "2026-07-28, tools/list, rows",
        "2026-07-28, Tools/Call, rows",
        "2026-07-28, tools/call, other",
        "2026-07-28, tools/call, =?base64?b3RoZXI=?=",
        "2026-07-28, tools/call, =?base64?!!?=",
        "2026-07-28, tools/call, =?base64?=",
        "2026-07-28, tools/call, =?base64?gIA=?="
    })
    void refusesHeadersThatSayOtherThanTheBody(String version, String method, String name) {
        Reply reply = send(call("rows"), version, method, name);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(-32020);
        assertThat(reply.json().get("id").getAsInt()).isEqualTo(7);
    }

    @Test
    void decodesAnEncodedNameBeforeItCompares() {
        assertThat(send(call("rows"), "2026-07-28", "tools/call", "=?base64?cm93cw==?=")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesARepeatedHeader() {
        Reply reply = host.send(host.post(call("rows"))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "rows")
                .header("Mcp-Name", "a_first"));

        assertThat(reply.code()).isEqualTo(-32020);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"_meta\":null}",
                "{\"_meta\":[]}",
                "{\"_meta\":{}}",
                "{\"_meta\":{\"io.modelcontextprotocol/clientCapabilities\":{}}}",
                "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":5,\"io.modelcontextprotocol/clientCapabilities\":{}}}",
                "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}",
                "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":[]}}"
            })
    void refusesIncompleteMetadata(String params) {
        Reply reply = send(Rpc.request("7", "tools/list", params), "2026-07-28", "tools/list", "");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(-32602);
    }

    @Test
    void takesRequestsThatDoNotNameTheirClient() {
        String params = "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}}";

        assertThat(send(Rpc.request("7", "tools/list", params), "2026-07-28", "tools/list", "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void namesItsRevisionsToOneWhoSpeaksAnother() {
        String body = Rpc.request("7", "tools/list", Rpc.withMeta("{}")).replace("2026-07-28", "2099-01-01");
        Reply reply = send(body, "2099-01-01", "tools/list", "");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(-32022);
        assertThat(reply.error().getAsJsonObject("data").get("requested").getAsString())
                .isEqualTo("2099-01-01");
        assertThat(reply.error().getAsJsonObject("data").getAsJsonArray("supported"))
                .hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"initialize", "ping", "logging/setLevel", "resources/list", "prompts/list", "nonsense"})
    void answers404ToMethodsThatAreNotThere(String method) {
        Reply reply = host.modern(method, "{}");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo(-32601);
    }

    @Test
    void refusesAnUnknownTool() {
        Reply reply = host.modernCall("nonsense", "{}");

        assertThat(reply.code()).isEqualTo(-32602);
        assertThat(reply.status()).isLessThan(500);
    }

    @Test
    void refusesACursorThatItNeverGave() {
        assertThat(host.modern("tools/list", "{\"cursor\":\"x\"}").code()).isEqualTo(-32602);
    }
}
