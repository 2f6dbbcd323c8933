package io.mxcp.http.mcp;

import static io.mxcp.http.mcp.TestEndpoints.TEXT;
import static io.mxcp.http.mcp.TestEndpoints.WHOLE;
import static io.mxcp.http.mcp.TestEndpoints.prompt;
import static io.mxcp.http.mcp.TestTools.required;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditEvent.Outcome;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.ValueType;
import io.mxcp.domain.endpoint.ValueType.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What prompts are on the wire, in 2026-07-28 ("modern") and 2025-11-25. */
class PromptsTest {
    private static final McpHost HOST = TestEndpoints.host(
            List.of(),
            List.of(
                    prompt(
                            "typed",
                            required("n", WHOLE),
                            new Parameter("flag", ValueType.of(Kind.BOOLEAN), Optional.of(false)),
                            new Parameter("list", ValueType.of(Kind.ARRAY), Optional.of(List.of()))),
                    prompt("greet", required("name", TEXT))));

    @BeforeEach
    void forget() {
        HOST.audited.clear();
    }

    @AfterAll
    static void close() {
        HOST.close();
    }

    private static String said(Reply reply) {
        assertThat(reply.status()).isEqualTo(200);
        return reply.result()
                .getAsJsonArray("messages")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("content")
                .get("text")
                .getAsString();
    }

    @Test
    void announcesPromptsAndNothingElse() {
        assertThat(HOST.modern("server/discover", "{}").result().getAsJsonObject("capabilities"))
                .hasToString("{\"prompts\":{}}");
        assertThat(HOST.legacy("initialize", "{\"protocolVersion\":\"2025-11-25\"}")
                        .result()
                        .getAsJsonObject("capabilities"))
                .hasToString("{\"prompts\":{}}");
        assertThat(HOST.legacy("resources/list", "{}").code()).isEqualTo(-32601);
        assertThat(HOST.legacy("resources/templates/list", "{}").code()).isEqualTo(-32601);
        assertThat(HOST.modern("completion/complete", "{}").code()).isEqualTo(-32601);
    }

    @Test
    void listsPromptsInOrderWithTheirArguments() {
        JsonObject modern = HOST.modern("prompts/list", "{}").result();
        JsonObject legacy = HOST.legacy("prompts/list", "{}").result();

        assertThat(legacy)
                .hasToString("{\"prompts\":[{\"name\":\"greet\",\"description\":\"Tells\","
                        + "\"arguments\":[{\"name\":\"name\",\"required\":true}]},"
                        + "{\"name\":\"typed\",\"description\":\"Tells\",\"arguments\":[{\"name\":\"n\",\"required\":true},"
                        + "{\"name\":\"flag\",\"required\":false},{\"name\":\"list\",\"required\":false}]}]}");
        assertThat(modern.get("prompts")).isEqualTo(legacy.get("prompts"));
        assertThat(modern.get("ttlMs").getAsLong()).isPositive();
        assertThat(modern.get("cacheScope").getAsString()).isEqualTo("private");
        assertThat(modern.get("resultType").getAsString()).isEqualTo("complete");
        assertThat(HOST.modern("prompts/list", "{\"cursor\":\"x\"}").code()).isEqualTo(-32602);
    }

    @Test
    void givesAllMessagesInOrder() {
        JsonObject legacy =
                HOST.prompt(false, "greet", "{\"name\":\"{{ 7 * 7 }}\"}").result();

        assertThat(legacy)
                .hasToString("{\"description\":\"Tells\",\"messages\":["
                        + "{\"role\":\"user\",\"content\":{\"type\":\"text\",\"text\":\"{name={{ 7 * 7 }}}\"}},"
                        + "{\"role\":\"assistant\",\"content\":{\"type\":\"text\",\"text\":\"{{ as it is }}\"}}]}");

        JsonObject modern =
                HOST.prompt(true, "greet", "{\"name\":\"{{ 7 * 7 }}\"}").result();
        assertThat(modern.get("messages")).isEqualTo(legacy.get("messages"));
        assertThat(modern.get("resultType").getAsString()).isEqualTo("complete");
        assertThat(modern.has("_meta")).isTrue();
        assertThat(modern.has("ttlMs")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n\":\"7\",\"flag\":\"True\",\"list\":\"[1, \\\"a\\\"]\"}",
                "{\"n\":7,\"flag\":true,\"list\":[1,\"a\"]}"
            })
    void makesOfTextsWhatTheParametersAre(String arguments) {
        assertThat(said(HOST.prompt(true, "typed", arguments))).isEqualTo("{flag=true, list=[1, a], n=7}");
    }

    @Test
    void fillsInDefaultsAlsoForWhatAFormLeftEmpty() {
        assertThat(said(HOST.prompt(false, "typed", "{\"n\":\"7\"}"))).isEqualTo("{flag=false, list=[], n=7}");
        assertThat(said(HOST.prompt(false, "typed", "{\"n\":\"7\",\"flag\":\"\",\"list\":\"\"}")))
                .isEqualTo("{flag=false, list=[], n=7}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "greet | {} | name",
                "greet | {\"name\":5} | /name:",
                "greet | {\"name\":\"ann\",\"other\":\"x\"} | /other:",
                "typed | {\"n\":\"\"} | /n:",
                "typed | {\"n\":\"seven\"} | /n:",
                "typed | {\"n\":\"0\"} | /n:",
                "typed | {\"n\":\"7\",\"flag\":\"perhaps\"} | /flag:",
                "typed | {\"n\":\"7\",\"list\":\"{}\"} | /list:"
            })
    void refusesArgumentsThatDoNotFit(String prompt, String arguments, String place) {
        for (boolean modern : List.of(true, false)) {
            Reply reply = HOST.prompt(modern, prompt, arguments);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.code()).isEqualTo(-32602);
            assertThat(reply.error().get("message").getAsString()).contains(place);
        }
        assertThat(HOST.audited).hasSize(2).allSatisfy(event -> {
            AuditEvent.PromptGiven given = (AuditEvent.PromptGiven) event;
            assertThat(given.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(given.reason()).contains("argument");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void knowsNoOtherPrompt(boolean modern) {
        assertThat(HOST.prompt(modern, "nonsense", "{}").code()).isEqualTo(-32602);
        assertThat(HOST.prompt(modern, "greet", "[]").code()).isEqualTo(-32602);
    }

    @Test
    void comparesTheNameHeaderWithTheName() {
        String params = "{\"name\":\"greet\",\"arguments\":{\"name\":\"ann\"}}";

        assertThat(HOST.modern("prompts/get", "typed", params).code()).isEqualTo(-32020);
        assertThat(HOST.modern("prompts/get", params).code()).isEqualTo(-32020);
    }

    @Test
    void saysWhatIsWrongWithATemplate() {
        Reply reply = HOST.prompt(true, "greet", "{\"name\":\"broken\"}");

        assertThat(reply.code()).isEqualTo(-32603);
        assertThat(reply.error().get("message").getAsString()).contains("line 3");
        assertThat(HOST.audited)
                .singleElement()
                .isInstanceOfSatisfying(
                        AuditEvent.PromptGiven.class,
                        given -> assertThat(given.reason()).contains("template"));
    }
}
