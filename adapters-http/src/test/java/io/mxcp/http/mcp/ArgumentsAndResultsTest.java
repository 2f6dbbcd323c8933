package io.mxcp.http.mcp;

import static io.mxcp.http.mcp.TestTools.listOf;
import static io.mxcp.http.mcp.TestTools.object;
import static io.mxcp.http.mcp.TestTools.required;
import static io.mxcp.http.mcp.TestTools.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.ValueType;
import io.mxcp.domain.endpoint.ValueType.Kind;
import io.mxcp.domain.query.QueryResult;
import io.mxcp.domain.query.SqlNull;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsAndResultsTest {
    private static final ValueType TEXT = type(Kind.STRING, Map.of("minLength", 2L, "maxLength", 5L));
    private static final List<Parameter> PARAMETERS = List.of(
            required("s", TEXT),
            optional("p", type(Kind.STRING, Map.of("pattern", "^[a-z]+$"))),
            optional("e", type(Kind.STRING, Map.of("enum", List.of("red", "green")))),
            optional("i", type(Kind.INTEGER, Map.of("minimum", 1L, "maximum", 10L))),
            optional("n", type(Kind.NUMBER, Map.of("exclusiveMinimum", 0L, "multipleOf", new BigDecimal("0.5")))),
            optional("b", type(Kind.BOOLEAN, Map.of())),
            optional("l", listOf(type(Kind.INTEGER, Map.of()))),
            optional("u", type(Kind.ARRAY, Map.of("uniqueItems", true, "maxItems", 3L))),
            optional("o", object(Map.of("k", TEXT))),
            optional("d", type(Kind.STRING, Map.of("format", "date"))),
            optional("t", type(Kind.STRING, Map.of("format", "time"))),
            optional("dt", type(Kind.STRING, Map.of("format", "date-time"))),
            optional("ts", type(Kind.STRING, Map.of("format", "timestamp"))),
            optional("du", type(Kind.STRING, Map.of("format", "duration"))),
            optional("em", type(Kind.STRING, Map.of("format", "email"))),
            optional("ur", type(Kind.STRING, Map.of("format", "uri"))),
            new Parameter("def", type(Kind.INTEGER, Map.of()), Optional.of(42L)));
    private static final McpHost HOST = McpHost.open(
            TestTools.of("echo", "echo", PARAMETERS, Optional.empty()),
            TestTools.of("total", Optional.of(type(Kind.INTEGER, Map.of("minimum", 0L)))),
            TestTools.of(
                    "items",
                    Optional.of(listOf(object(Map.of(
                            "id", type(Kind.INTEGER, Map.of()), "at", type(Kind.STRING, Map.of("format", "date"))))))),
            TestTools.of("one", Optional.of(object(Map.of("id", type(Kind.INTEGER, Map.of()))))),
            TestTools.of("broken", "break", List.of(), Optional.empty()),
            TestTools.of("missing", Optional.empty()));

    private static Parameter optional(String name, ValueType type) {
        return new Parameter(name, type, Optional.of(SqlNull.NULL));
    }

    @AfterAll
    static void close() {
        HOST.close();
    }

    @BeforeEach
    void forget() {
        HOST.engine.seen.clear();
        HOST.audited.clear();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                          | s",
                "{'s':5}                     | /s",
                "{'s':'x'}                   | /s",
                "{'s':'toolong'}             | /s",
                "{'s':null}                  | /s",
                "{'s':'ok','p':'A'}          | /p",
                "{'s':'ok','e':'blue'}       | /e",
                "{'s':'ok','i':0}            | /i",
                "{'s':'ok','i':11}           | /i",
                "{'s':'ok','i':1.5}          | /i",
                "{'s':'ok','i':'5'}          | /i",
                "{'s':'ok','n':0}            | /n",
                "{'s':'ok','n':0.7}          | /n",
                "{'s':'ok','b':'true'}       | /b",
                "{'s':'ok','b':1}            | /b",
                "{'s':'ok','l':[1,'x']}      | /l/1",
                "{'s':'ok','l':{}}           | /l",
                "{'s':'ok','u':[1,1]}        | /u",
                "{'s':'ok','u':[1,2,3,4]}    | /u",
                "{'s':'ok','o':{}}           | /o",
                "{'s':'ok','o':{'k':'x'}}    | /o/k",
                "{'s':'ok','o':{'k':'xx','z':1}} | /o/z",
                "{'s':'ok','d':'2026-02-30'} | /d",
                "{'s':'ok','t':'25:00'}      | /t",
                "{'s':'ok','dt':'2026-01-01'} | /dt",
                "{'s':'ok','ts':'now'}       | /ts",
                "{'s':'ok','du':'1h'}        | /du",
                "{'s':'ok','em':'a@b@c'}     | /em",
                "{'s':'ok','ur':'no uri'}    | /ur",
                "{'s':'ok','unknown':1}      | /unknown"
            })
    void tellsTheModelWhichArgumentIsWrong(String arguments, String where) {
        Reply reply = HOST.modernCall("echo", arguments.replace('\'', '"'));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.isToolFault()).isTrue();
        assertThat(reply.text()).startsWith("Invalid arguments of echo: ").contains(where);
        assertThat(HOST.engine.seen).isEmpty();
    }

    @Test
    void givesArgumentsToSqlAsItsTypes() {
        String arguments = "{'s':'ok','i':5.0,'n':2.5,'b':true,'l':[1,2.0],'o':{'k':'xx'},'d':'2026-02-03','e':null}";
        Reply reply = HOST.legacyCall("echo", arguments.replace('\'', '"'));

        assertThat(reply.isToolFault()).as(reply.text()).isFalse();
        assertThat(HOST.engine.seen.element())
                .containsEntry("s", "ok")
                .containsEntry("i", 5L)
                .containsEntry("n", new BigDecimal("2.5"))
                .containsEntry("b", true)
                .containsEntry("l", List.of(1L, 2L))
                .containsEntry("o", Map.of("k", "xx"))
                .containsEntry("d", LocalDate.of(2026, 2, 3))
                .containsEntry("e", SqlNull.NULL)
                .containsEntry("def", 42L);
    }

    /** Models do, although the schema does not have it. */
    @Test
    void takesNullForAnArgumentThatIsLeftOut() {
        Reply reply = HOST.modernCall("echo", "{\"s\":\"ok\",\"def\":null}");

        assertThat(reply.isToolFault()).as(reply.text()).isFalse();
        assertThat(HOST.engine.seen.element()).containsEntry("def", 42L);
    }

    @Test
    void shortensWhatItQuotes() {
        Reply reply = HOST.modernCall("echo", "{\"s\":\"" + "x".repeat(500_000) + "\"}");

        assertThat(reply.isToolFault()).isTrue();
        assertThat(reply.text()).hasSizeLessThan(1_000);
    }

    @Test
    void refusesArgumentsThatAreNoObject() {
        assertThat(HOST.modernCall("echo", "[1]").code()).isEqualTo(-32602);
        assertThat(HOST.legacyCall("echo", "\"x\"").code()).isEqualTo(-32602);
    }

    @Test
    void auditsACallWithWrongArgumentsOnce() {
        HOST.modernCall("echo", "{}");

        assertThat(HOST.audited).singleElement().isInstanceOfSatisfying(AuditEvent.ToolCalled.class, called -> {
            assertThat(called.tool()).isEqualTo("echo");
            assertThat(called.outcome()).isEqualTo(AuditEvent.Outcome.FAILED);
        });
    }

    @Test
    void auditsACallOnce() {
        HOST.modernCall("echo", "{\"s\":\"ok\"}");

        assertThat(HOST.audited).hasSize(1);
    }

    @Test
    void givesAScalar() {
        HOST.engine.give("total", new QueryResult(List.of("n"), List.of(List.of(7L))));

        assertThat(HOST.modernCall("total", "{}").structured()).hasToString("7");
        assertThat(HOST.modernCall("total", "{}").text()).isEqualTo("7");
        assertThat(HOST.legacyCall("total", "{}").structured()).hasToString("{\"result\":7}");
    }

    @Test
    void namesThePathWhereAResultIsNotWhatTheToolPromises() {
        HOST.engine.give("total", new QueryResult(List.of("n"), List.of(List.of(-1L))));
        HOST.engine.give(
                "items",
                new QueryResult(
                        List.of("id", "at"), List.of(List.of(1L, LocalDate.EPOCH), List.of("two", LocalDate.EPOCH))));

        assertThat(HOST.modernCall("total", "{}").text())
                .contains("The result of total")
                .contains("/: ");
        Reply items = HOST.modernCall("items", "{}");
        assertThat(items.isToolFault()).isTrue();
        assertThat(items.text()).contains("/1/id");
        assertThat(items.result().has("structuredContent")).isFalse();
    }

    @Test
    void takesDatesForWhatTheyAre() {
        HOST.engine.give("items", new QueryResult(List.of("id", "at"), List.of(List.of(1L, LocalDate.EPOCH))));

        assertThat(HOST.modernCall("items", "{}").text()).isEqualTo("[{\"id\":1,\"at\":\"1970-01-01\"}]");
    }

    @Test
    void saysWhenOneRowWasPromisedAndNotGiven() {
        HOST.engine.give("one", new QueryResult(List.of("id"), List.of()));
        assertThat(HOST.modernCall("one", "{}").text()).isEqualTo("No results returned");

        HOST.engine.give("one", new QueryResult(List.of("id"), List.of(List.of(1L), List.of(2L))));
        assertThat(HOST.modernCall("one", "{}").text()).contains("2 rows");
    }

    @Test
    void tellsAFailedStatementAsAToolFault() {
        Reply reply = HOST.modernCall("missing", "{}");

        assertThat(reply.isToolFault()).isTrue();
        assertThat(reply.text()).isEqualTo("there is no such table");
    }

    @Test
    void tellsNothingOfABug() {
        Reply reply = HOST.modernCall("broken", "{}");

        assertThat(reply.code()).isEqualTo(-32603);
        assertThat(reply.http().body()).doesNotContain("bug");
        assertThat(HOST.engine.open).hasValue(0);
    }
}
