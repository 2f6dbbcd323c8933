package io.mxcp.http.mcp;

import static io.mxcp.http.mcp.TestEndpoints.TEXT;
import static io.mxcp.http.mcp.TestEndpoints.WHOLE;
import static io.mxcp.http.mcp.TestEndpoints.resource;
import static io.mxcp.http.mcp.TestTools.required;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditEvent.Outcome;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.Resource;
import io.mxcp.domain.endpoint.ValueType;
import io.mxcp.domain.endpoint.ValueType.Kind;
import io.mxcp.domain.query.QueryResult;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What resources are on the wire, in 2026-07-28 ("modern") and 2025-11-25. */
class ResourcesTest {
    private static final Optional<ValueType> A_TEXT = Optional.of(TEXT);
    private static final McpHost HOST = TestEndpoints.host(
            List.of(
                    resource(
                            "users://{name}/{number}",
                            "echo",
                            Resource.JSON,
                            List.of(required("number", WHOLE), required("name", TEXT)),
                            Optional.empty()),
                    resource("users://me/1", "rows", Resource.JSON, List.of(), Optional.empty()),
                    resource("a://page", "page", "Text/HTML", List.of(), A_TEXT),
                    resource("a://json", "page", Resource.JSON, List.of(), A_TEXT),
                    resource("a://bytes", "bytes", "image/png", List.of(), A_TEXT),
                    resource("a://count", "count", "text/plain", List.of(), Optional.of(ValueType.of(Kind.INTEGER))),
                    resource("a://wrong", "page", Resource.JSON, List.of(), Optional.of(WHOLE)),
                    resource("a://broken", "nonsense", Resource.JSON, List.of(), Optional.empty()),
                    resource("a://bug", "break", Resource.JSON, List.of(), Optional.empty()),
                    resource(
                            "types://{on}/{day}/{list}",
                            "echo",
                            Resource.JSON,
                            List.of(
                                    required("on", ValueType.of(Kind.BOOLEAN)),
                                    new Parameter(
                                            "day",
                                            TestTools.type(Kind.STRING, Map.of("format", "date")),
                                            Optional.empty()),
                                    required("list", ValueType.of(Kind.ARRAY))),
                            Optional.empty())),
            List.of());

    @BeforeEach
    void rows() {
        HOST.engine.give("rows", new QueryResult(List.of("n"), List.of(List.of(1L), List.of(2L))));
        HOST.engine.give("page", new QueryResult(List.of("t"), List.of(List.of("<p>\"hello\"</p>"))));
        HOST.engine.give("bytes", new QueryResult(List.of("b"), List.of(List.of(new byte[] {1, 2, (byte) 0xFF}))));
        HOST.engine.give("count", new QueryResult(List.of("n"), List.of(List.of(3L))));
        HOST.engine.seen.clear();
        HOST.audited.clear();
    }

    @AfterAll
    static void close() {
        HOST.close();
    }

    private static JsonObject content(Reply reply) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.result().getAsJsonArray("contents")).hasSize(1);
        return reply.result().getAsJsonArray("contents").get(0).getAsJsonObject();
    }

    private static List<String> listed(Reply reply, String list, String member) {
        return reply.result().getAsJsonArray(list).asList().stream()
                .map(one -> one.getAsJsonObject().get(member).getAsString())
                .toList();
    }

    @Test
    void announcesResourcesAndNothingElse() {
        assertThat(HOST.modern("server/discover", "{}").result().getAsJsonObject("capabilities"))
                .hasToString("{\"resources\":{}}");
        assertThat(HOST.legacy("initialize", "{\"protocolVersion\":\"2025-11-25\"}")
                        .result()
                        .getAsJsonObject("capabilities"))
                .hasToString("{\"resources\":{}}");
        assertThat(HOST.legacy("prompts/list", "{}").code()).isEqualTo(-32601);
        assertThat(HOST.legacy("completion/complete", "{}").code()).isEqualTo(-32601);
        assertThat(HOST.legacy("tools/list", "{}").result().getAsJsonArray("tools"))
                .isEmpty();
    }

    @Test
    void listsWhatHasOneAddressApartFromTemplatesAndInOrder() {
        Reply modern = HOST.modern("resources/list", "{}");
        Reply legacy = HOST.legacy("resources/list", "{}");

        assertThat(listed(modern, "resources", "uri"))
                .containsExactly(
                        "a://broken",
                        "a://bug",
                        "a://bytes",
                        "a://count",
                        "a://json",
                        "a://page",
                        "a://wrong",
                        "users://me/1");
        assertThat(legacy.result().get("resources")).isEqualTo(modern.result().get("resources"));
        assertThat(listed(HOST.modern("resources/templates/list", "{}"), "resourceTemplates", "uriTemplate"))
                .containsExactly("types://{on}/{day}/{list}", "users://{name}/{number}");
        assertThat(HOST.legacy("resources/templates/list", "{}")
                        .result()
                        .getAsJsonArray("resourceTemplates")
                        .get(1))
                .hasToString("{\"uriTemplate\":\"users://{name}/{number}\",\"name\":\"users://{name}/{number}\","
                        + "\"description\":\"Runs echo\",\"mimeType\":\"application/json\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resources/list", "resources/templates/list"})
    void givesListsOfTheNewRevisionCacheHints(String method) {
        JsonObject modern = HOST.modern(method, "{}").result();

        assertThat(modern.get("resultType").getAsString()).isEqualTo("complete");
        assertThat(modern.get("ttlMs").getAsLong()).isPositive();
        assertThat(modern.get("cacheScope").getAsString()).isEqualTo("private");
        assertThat(modern.has("_meta")).isTrue();
        assertThat(HOST.legacy(method, "{}").result().keySet()).hasSize(1);
        assertThat(HOST.modern(method, "{\"cursor\":\"x\"}").code()).isEqualTo(-32602);
        assertThat(HOST.legacy(method, "{\"cursor\":\"x\"}").code()).isEqualTo(-32602);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsRowsAsJson(boolean modern) {
        assertThat(content(HOST.read(modern, "users://me/1")))
                .hasToString("{\"uri\":\"users://me/1\",\"mimeType\":\"application/json\","
                        + "\"text\":\"[{\\\"n\\\":1},{\\\"n\\\":2}]\"}");
    }

    @Test
    void letsNobodyKeepWhatWasRead() {
        JsonObject modern = HOST.read(true, "users://me/1").result();

        assertThat(modern.get("ttlMs").getAsLong()).isZero();
        assertThat(modern.get("cacheScope").getAsString()).isEqualTo("private");
        assertThat(modern.get("resultType").getAsString()).isEqualTo("complete");
        assertThat(modern.has("_meta")).isTrue();
        assertThat(HOST.read(false, "users://me/1").result().keySet()).containsExactly("contents");
    }

    @ParameterizedTest
    @CsvSource({
        "a://page, text, <p>\"hello\"</p>",
        "a://json, text, '\"<p>\\\"hello\\\"</p>\"'",
        "a://count, text, 3",
        "a://bytes, blob, AQL/"
    })
    void givesATextOfATextualTypeAsItIsAndAllElseAsJsonOrBytes(String uri, String member, String expected) {
        assertThat(content(HOST.read(false, uri)).get(member).getAsString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesTheParametersFromTheAddress(boolean modern) {
        assertThat(content(HOST.read(modern, "users://%C3%A4%2Fnn/7"))
                        .get("text")
                        .getAsString())
                .isEqualTo("[{\"number\":7,\"name\":\"\u00e4/nn\"}]");
        assertThat(HOST.engine.seen).containsExactly(Map.of("number", 7L, "name", "\u00e4/nn"));
    }

    @Test
    void makesOfTextsWhatTheParametersAre() {
        HOST.read(false, "types://TRUE/2026-01-31/%5B1%2C%22a%22%5D");

        assertThat(HOST.engine.seen)
                .containsExactly(Map.of("on", true, "day", LocalDate.of(2026, 1, 31), "list", List.of(1L, "a")));
    }

    @ParameterizedTest
    @CsvSource({
        "users://ann/x, /number",
        "users://ann/0, /number",
        "users://ann/1.5, /number",
        "users://ann/007, /number",
        "types://yes/2026-01-31/%5B%5D, /on",
        "types://true/2026-02-30/%5B%5D, /day",
        "types://true/2026-02-01/x, /list"
    })
    void refusesAddressesWhoseValuesDoNotFit(String uri, String place) {
        for (boolean modern : List.of(true, false)) {
            Reply reply = HOST.read(modern, uri);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.code()).isEqualTo(-32602);
            assertThat(reply.error().get("message").getAsString()).contains(place + ":");
        }
        assertThat(HOST.engine.seen).isEmpty();
        assertThat(HOST.audited).hasSize(2).allSatisfy(event -> {
            AuditEvent.ResourceRead read = (AuditEvent.ResourceRead) event;
            assertThat(read.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(read.reason()).contains("argument");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"users://ann", "nonsense", "", "users://ann/1/2", "users://{name}", "file:///etc/passwd"})
    void knowsNoOtherAddress(String uri) {
        Reply legacy = HOST.read(false, uri);

        assertThat(legacy.code()).isEqualTo(-32002);
        assertThat(legacy.error().getAsJsonObject("data").get("uri").getAsString())
                .isEqualTo(uri);
        if (!uri.isEmpty()) {
            Reply modern = HOST.read(true, uri);
            assertThat(modern.code()).isEqualTo(-32602);
            assertThat(modern.error().getAsJsonObject("data").get("uri").getAsString())
                    .isEqualTo(uri);
        }
        assertThat(HOST.engine.seen).isEmpty();
    }

    @Test
    void refusesToReadNothing() {
        assertThat(HOST.legacy("resources/read", "{}").code()).isEqualTo(-32602);
        assertThat(HOST.legacy("resources/read", "{\"uri\":5}").code()).isEqualTo(-32602);
        assertThat(HOST.modern("resources/read", "x", "{\"uri\":5}").code()).isEqualTo(-32602);
    }

    @Test
    void comparesTheNameHeaderWithTheAddress() {
        String params = "{\"uri\":\"users://\u00e4nn/1\"}";

        assertThat(HOST.modern("resources/read", "users://ann/2", "{\"uri\":\"users://ann/1\"}")
                        .code())
                .isEqualTo(-32020);
        assertThat(HOST.modern("resources/read", params).code()).isEqualTo(-32020);
        assertThat(HOST.modern("resources/read", "=?base64?dXNlcnM6Ly/DpG5uLzE=?=", params)
                        .result()
                        .has("contents"))
                .isTrue();
    }

    @Test
    void saysWhatIsWrongWithAStatementOrItsResult() {
        Reply wrong = HOST.read(false, "a://wrong");
        assertThat(wrong.code()).isEqualTo(-32603);
        assertThat(wrong.error().get("message").getAsString())
                .startsWith("The result of a://wrong is not what it promises: /: ");

        Reply broken = HOST.read(true, "a://broken");
        assertThat(broken.status()).isEqualTo(200);
        assertThat(broken.code()).isEqualTo(-32603);
        assertThat(broken.error().get("message").getAsString()).isEqualTo("there is no such table");
    }

    @Test
    void tellsNothingOfAFaultOfOurs() {
        Reply reply = HOST.read(false, "a://bug");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.http().body()).doesNotContain("a bug");
    }

    @Test
    void tellsTheAuditLogWhichTemplateWasRead() {
        HOST.read(false, "users://ann/7");

        assertThat(HOST.audited).singleElement().isInstanceOfSatisfying(AuditEvent.ResourceRead.class, read -> {
            assertThat(read.resource()).isEqualTo("users://{name}/{number}");
            assertThat(read.outcome()).isEqualTo(Outcome.SUCCEEDED);
        });
    }
}
