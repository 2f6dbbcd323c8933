package io.mxcp.http.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonElement;
import io.mxcp.http.json.JsonException.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private static JsonElement parse(String text) throws JsonException {
        return StrictJson.parse(text.getBytes(UTF_8), JsonLimits.MCP);
    }

    private static void refuses(byte[] document, JsonLimits limits, Reason reason) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> StrictJson.parse(document, limits))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static void refuses(String document, Reason reason) {
        refuses(document.getBytes(UTF_8), JsonLimits.MCP, reason);
    }

    @Test
    void readsWhatJsonIs() throws JsonException {
        String text = "{\"a\":[1,-2.5,1e3,true,false,null,\"x\\u00e9\\ud83d\\ude00\"],\"b\":{}}";

        assertThat(JsonText.of(parse(text)))
                .isEqualTo("{\"a\":[1,-2.5,1000,true,false,null,\"x\u00e9\ud83d\ude00\"],\"b\":{}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "[,1]",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "[NaN]",
                "[Infinity]",
                "[-Infinity]",
                "[01]",
                "[+1]",
                "[1.]",
                "[.5]",
                "[0x10]",
                "[TRUE]",
                "[nul]",
                "[\"a\nb\"]",
                "[\"a\tb\"]",
                "[\"\\x\"]",
                "[\"\\'\"]",
                "[\"\\u12g4\"]",
                "// c\n1",
                "# c\n1",
                "/* c */ 1",
                "{} {}",
                "1 2",
                "{}x",
                "{\"a\"=1}",
                "{\"a\"=>1}",
                "{\"a\":1;\"b\":2}",
                "[1;2]",
                ")]}'\n{}",
                "\"open",
                "]"
            })
    void refusesWhatOnlyLenientParsersTake(String document) {
        refuses(document, Reason.MALFORMED);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        refuses("\"\u00e9\"".getBytes(ISO_8859_1), JsonLimits.MCP, Reason.MALFORMED);
        refuses(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'}, JsonLimits.MCP, Reason.MALFORMED);
        refuses("\uFEFF{}", Reason.MALFORMED);
    }

    @Test
    void takesAReplacementCharacterThatWasSent() throws JsonException {
        assertThat(parse("\"\uFFFD\"").getAsString()).isEqualTo("\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud800\"", "\"\\udc00\"", "\"\\ud800x\"", "{\"\\ud83d\":1}", "\"\\ude00\\ud83d\""})
    void refusesHalfACharacter(String document) {
        refuses(document, Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":1}", "{\"x\":{\"a\":1,\"\\u0061\":2}}", "[{\"a\":null,\"a\":null}]"})
    void refusesAMemberNamedTwice(String document) {
        refuses(document, Reason.REFUSED);
    }

    @Test
    void boundsTheDepth() throws JsonException {
        assertThat(parse("[".repeat(32) + "]".repeat(32)).isJsonArray()).isTrue();
        refuses("[".repeat(33) + "]".repeat(33), Reason.REFUSED);
        refuses("{\"a\":".repeat(100_000), Reason.REFUSED);
    }

    @Test
    void boundsTheMembersOfAnObject() throws JsonException {
        assertThat(parse(objectOf(1_000)).getAsJsonObject().size()).isEqualTo(1_000);
        refuses(objectOf(1_001), Reason.REFUSED);
    }

    private static String objectOf(int members) {
        StringBuilder text = new StringBuilder("{");
        IntStream.range(0, members)
                .forEach(i -> text.append(i == 0 ? "" : ",")
                        .append("\"m")
                        .append(i)
                        .append("\":")
                        .append(i));
        return text.append('}').toString();
    }

    @Test
    void boundsTheValuesAltogether() throws JsonException {
        assertThat(parse("[" + "1,".repeat(49_998) + "1]").getAsJsonArray()).hasSize(49_999);
        refuses("[" + "1,".repeat(49_999) + "1]", Reason.REFUSED);
    }

    @Test
    void boundsBytesAndTexts() throws JsonException {
        String longest = "\"" + "x".repeat(8 * 1024) + "\"";

        assertThat(StrictJson.parse(longest.getBytes(UTF_8), JsonLimits.OAUTH).getAsString())
                .hasSize(8 * 1024);
        refuses(("\"x" + longest.substring(1)).getBytes(UTF_8), JsonLimits.OAUTH, Reason.REFUSED);
        refuses(("{}" + " ".repeat(64 * 1024 - 1)).getBytes(UTF_8), JsonLimits.OAUTH, Reason.REFUSED);
    }

    @Test
    void givesNumbersTheirSmallestType() throws JsonException {
        assertThat(parse("7").getAsNumber()).isEqualTo(7L);
        assertThat(parse("-9223372036854775808").getAsNumber()).isEqualTo(Long.MIN_VALUE);
        assertThat(parse("9223372036854775808").getAsNumber()).isEqualTo(BigInteger.ONE.shiftLeft(63));
        assertThat(parse("7.0").getAsNumber()).isEqualTo(new BigDecimal("7.0"));
        assertThat(parse("5e-324").getAsNumber()).isEqualTo(new BigDecimal("5e-324"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789012345678901", "1.23456789012345678901", "1e1000", "1E-9999999", "1e+1000000000"})
    void refusesHugeNumbers(String literal) {
        refuses("[" + literal + "]", Reason.REFUSED);
    }

    @Test
    void saysNothingOfTheDocument() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> parse("{\"password\":hunter2}"))
                .withMessage("the document is not valid JSON (RFC 8259)");
    }

    @Test
    void wantsAnObjectWhereOneIsAskedFor() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> StrictJson.parseObject("[]".getBytes(UTF_8), JsonLimits.OAUTH));
    }
}
