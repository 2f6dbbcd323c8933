package io.mxcp.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonPrimitive;
import io.mxcp.domain.query.SqlNull;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JsonValuesTest {
    private static String json(Object value) {
        return JsonText.of(JsonValues.toJson(value));
    }

    @Test
    void spellsNumbers() {
        assertThat(json(42L)).isEqualTo("42");
        assertThat(json(BigInteger.TEN.pow(30))).isEqualTo("1" + "0".repeat(30));
        assertThat(json(new BigDecimal("1E+5"))).isEqualTo("100000");
        assertThat(json(new BigDecimal("0.00000001"))).isEqualTo("0.00000001");
        assertThat(json(1.5)).isEqualTo("1.5");
        assertThat(json(123456789012.0)).isEqualTo("123456789012");
        assertThat(json(0.0)).isEqualTo("0.0");
        assertThat(json(1e300)).isEqualTo("1.0E300");
    }

    @Test
    void spellsWhatIsNoNumberAsNull() {
        assertThat(json(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)))
                .isEqualTo("[null,null,null]");
    }

    @Test
    void spellsDatesAndTimesInIso8601WithSeconds() {
        assertThat(json(LocalDate.of(2026, 1, 2))).isEqualTo("\"2026-01-02\"");
        assertThat(json(LocalTime.of(10, 15))).isEqualTo("\"10:15:00\"");
        assertThat(json(LocalDateTime.of(2026, 1, 2, 3, 4))).isEqualTo("\"2026-01-02T03:04:00\"");
        assertThat(json(Instant.EPOCH)).isEqualTo("\"1970-01-01T00:00:00Z\"");
        assertThat(json(Duration.ofMinutes(90))).isEqualTo("\"PT1H30M\"");
    }

    @Test
    void spellsTheRest() {
        UUID id = new UUID(1, 2);
        assertThat(json(id)).isEqualTo("\"" + id + "\"");
        assertThat(json(new byte[] {1, 2, (byte) 0xFF})).isEqualTo("\"AQL/\"");
        assertThat(json(SqlNull.NULL)).isEqualTo("null");
        assertThat(json(Map.of("a", List.of(true)))).isEqualTo("{\"a\":[true]}");
        assertThat(json(List.of())).isEqualTo("[]");
        assertThat(json(Map.of())).isEqualTo("{}");
    }

    @Test
    void refusesATypeThatNoQueryYields() {
        assertThatIllegalArgumentException().isThrownBy(() -> JsonValues.toJson(new Object()));
    }

    @Test
    void escapesWhatMustBeAndNothingElse() {
        assertThat(json("\"\\\n\r\t\u0001/<>&'\u2028\u00e9\ud83d\ude00\u007f"))
                .isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0001/<>&'\\u2028\u00e9\ud83d\ude00\u007f\"");
    }

    @Test
    void writesWholeCharactersOnly() {
        assertThat(json("a\ud800b\udc00")).isEqualTo("\"a\uFFFDb\uFFFD\"");
        assertThat(new String(JsonText.bytes(new JsonPrimitive("\ud83d\ude00")), UTF_8))
                .isEqualTo("\"\ud83d\ude00\"");
    }

    @Test
    void givesArgumentsAsQueriesTakeThem() throws JsonException {
        String text = "{\"t\":\"x\",\"w\":1,\"d\":1.5,\"b\":true,\"n\":null,\"l\":[1,null],\"o\":{\"k\":\"v\"}}";
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("t", "x");
        expected.put("w", 1L);
        expected.put("d", new BigDecimal("1.5"));
        expected.put("b", true);
        expected.put("n", SqlNull.NULL);
        expected.put("l", List.of(1L, SqlNull.NULL));
        expected.put("o", Map.of("k", "v"));

        assertThat(JsonValues.map(StrictJson.parseObject(text.getBytes(UTF_8), JsonLimits.MCP)))
                .isEqualTo(expected);
    }
}
