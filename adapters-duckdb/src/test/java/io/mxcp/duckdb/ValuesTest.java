package io.mxcp.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.QueryResult;
import io.mxcp.domain.query.SqlNull;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Values on their way in and out. */
class ValuesTest {
    @SuppressWarnings("NullAway.Init") // by the set-up
    private static DuckDbEngine engine;

    @BeforeAll
    static void open() throws Exception {
        engine = Engines.fourThreads();
    }

    @AfterAll
    static void close() throws Exception {
        engine.close();
    }

    private static Object read(String expression) throws Exception {
        return Engines.byOperator(engine, "SELECT " + expression, Map.of())
                .rows()
                .get(0)
                .get(0);
    }

    private static List<Object> bound(String expressions, Object value) throws Exception {
        return Engines.byOperator(engine, "SELECT " + expressions, Map.of("v", value))
                .rows()
                .get(0);
    }

    @Test
    void readsNumbersOfEverySize() throws Exception {
        assertThat(read("1::TINYINT")).isEqualTo(1L);
        assertThat(read("255::UTINYINT")).isEqualTo(255L);
        assertThat(read("4294967295::UINTEGER")).isEqualTo(4_294_967_295L);
        assertThat(read("18446744073709551615::UBIGINT")).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(read("170141183460469231731687303715884105727::HUGEINT"))
                .isEqualTo(BigInteger.TWO.pow(127).subtract(BigInteger.ONE));
        assertThat(read("-12.50::DECIMAL(9,2)")).isEqualTo(new BigDecimal("-12.50"));
        assertThat(read("0.1::FLOAT")).isEqualTo(0.1);
        assertThat(read("'NaN'::DOUBLE")).isEqualTo(Double.NaN);
        assertThat(read("'-Infinity'::DOUBLE")).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void readsDatesAndTimes() throws Exception {
        assertThat(read("DATE '2026-02-28'")).isEqualTo(LocalDate.of(2026, 2, 28));
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> read("TIME '24:00:00'"))
                .withMessageContaining("VARCHAR");
        assertThat(read("TIME '10:00:01.5'")).isEqualTo(LocalTime.of(10, 0, 1, 500_000_000));
        assertThat(read("TIMESTAMPTZ '2026-02-28 10:00:00+01'")).isEqualTo(Instant.parse("2026-02-28T09:00:00Z"));
        assertThat(read("TIMESTAMP_NS '2026-02-28 10:00:00.123456789'"))
                .isEqualTo(LocalDateTime.of(2026, 2, 28, 10, 0, 0, 123_456_789));
        assertThat(read("INTERVAL 3 DAY")).isEqualTo("3 days");
        assertThat(read("TIMETZ '10:00:00+01'")).isEqualTo("10:00+01:00");
        assertThat(read("DATE 'infinity'")).isEqualTo("infinity");
        assertThat(read("TIMESTAMP '-infinity'")).isEqualTo("-infinity");
        assertThat(read("TIMESTAMPTZ 'infinity'")).isEqualTo("infinity");
    }

    @Test
    void readsALocalTimeThatThisMachinesClockSkips() throws Exception {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try {
            assertThat(read("TIMESTAMP '2026-03-29 02:30:00'")).isEqualTo(LocalDateTime.of(2026, 3, 29, 2, 30));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void readsWhatHasParts() throws Exception {
        assertThat(read("[1, NULL, 3]")).isEqualTo(List.of(1L, SqlNull.NULL, 3L));
        assertThat(read("[[DATE '2026-01-01']]")).isEqualTo(List.of(List.of(LocalDate.of(2026, 1, 1))));
        assertThat(read("{'a': 1, 'b': [{'c': NULL}]}"))
                .isEqualTo(Map.of("a", 1L, "b", List.of(Map.of("c", SqlNull.NULL))));
        assertThat(read("MAP {1: 'x', 2: NULL}")).isEqualTo(Map.of("1", "x", "2", SqlNull.NULL));
        assertThat(read("[1, 2]::INTEGER[2]")).isEqualTo(List.of(1L, 2L));
        assertThat(read("union_value(k := 1)")).isEqualTo(1L);
    }

    @Test
    void readsTheRest() throws Exception {
        assertThat(read("NULL")).isEqualTo(SqlNull.NULL);
        assertThat(read("'0c8ea2a2-2d3a-4a1c-9d6f-0123456789ab'::UUID"))
                .isEqualTo(UUID.fromString("0c8ea2a2-2d3a-4a1c-9d6f-0123456789ab"));
        assertThat(read("'b'::ENUM('a', 'b')")).isEqualTo("b");
        assertThat(read("'{\"a\": 1}'::JSON")).isEqualTo("{\"a\": 1}");
        assertThat((byte[]) read("'\\x01\\xFF'::BLOB")).containsExactly(1, -1);
        assertThat(read("'101'::BIT")).isEqualTo("101");
    }

    @Test
    void tellsHowManyRowsAStatementChanged() throws Exception {
        Engines.write(engine, "CREATE OR REPLACE TABLE counted(i INTEGER)");
        QueryResult changed = Engines.run(
                engine,
                Engines.person("alice"),
                io.mxcp.domain.query.AccessMode.READ_WRITE,
                new io.mxcp.domain.query.Sql.ByOperator("INSERT INTO counted SELECT unnest($v)"),
                Map.of("v", List.of(1L, 2L, 3L)));
        assertThat(changed.asMaps()).containsExactly(Map.of("Count", 3L));
    }

    @Test
    void bindsListsAsListsOfTheirCommonType() throws Exception {
        assertThat(bound("typeof($v), $v", List.of(1L, 2L))).containsExactly("BIGINT[]", List.of(1L, 2L));
        assertThat(bound("typeof($v), $v", List.of(1L, new BigDecimal("2.5"))))
                .containsExactly("DOUBLE[]", List.of(1.0, 2.5));
        assertThat(bound("typeof($v), $v", Arrays.asList("a", SqlNull.NULL)))
                .containsExactly("VARCHAR[]", List.of("a", SqlNull.NULL));
        assertThat(bound("typeof($v), $v", List.of("a", 1L))).containsExactly("JSON[]", List.of("\"a\"", "1"));
        assertThat(bound("typeof($v)", List.of(LocalDate.of(2026, 1, 1)))).containsExactly("DATE[]");
        assertThat(bound("3 IN $v, len($v), list_contains($v, 3)", List.of(3L))).containsExactly(true, 1L, true);
        assertThat(bound("len($v), $v", List.of())).containsExactly(0L, List.of());
    }

    @Test
    void bindsMapsAsStructs() throws Exception {
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("name", "Ada");
        person.put("odd \"key", 1L);
        person.put("tags", List.of("a"));
        person.put("gone", SqlNull.NULL);
        assertThat(bound("$v.name, $v.\"odd \"\"key\", ($v.tags)[1], $v.gone", person))
                .containsExactly("Ada", 1L, "a", SqlNull.NULL);
        assertThat(bound("$v::JSON->>'name'", person)).containsExactly("Ada");
        assertThat(bound("[x.a for x in $v], [x.b for x in $v]", List.of(Map.of("a", 1L), Map.of("b", "y"))))
                .containsExactly(List.of(1L, SqlNull.NULL), List.of(SqlNull.NULL, "y"));
        assertThat(bound("$v", Map.of())).containsExactly("{}");
    }

    @Test
    void bindsTheOtherTypes() throws Exception {
        assertThat(bound("typeof($v), $v", Duration.ofMillis(90_500))).containsExactly("INTERVAL", "00:01:30.5");
        assertThat(bound("typeof($v), $v", BigInteger.TWO.pow(100)))
                .containsExactly("HUGEINT", BigInteger.TWO.pow(100));
        assertThat(bound("typeof($v)", new BigDecimal("1E+40"))).containsExactly("DOUBLE");
        assertThat(bound("typeof($v)", new BigDecimal("1E+3"))).containsExactly("DECIMAL(4,0)");
        assertThat(bound("$V, $v IS NULL", SqlNull.NULL)).containsExactly(SqlNull.NULL, true);
    }

    @Test
    void refusesAParameterWithoutName() {
        for (String text : List.of("SELECT ?, $v", "SELECT $v, ?")) {
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> Engines.byOperator(engine, text, Map.of("v", 1L)))
                    .extracting(QueryException::reason)
                    .isEqualTo(Reason.FAILED);
        }
    }

    @Test
    void runsTheStatementsOfAnOperatorInOrder() throws Exception {
        Engines.write(
                engine,
                "CREATE OR REPLACE TABLE steps(i INTEGER); INSERT INTO steps VALUES (1); INSERT INTO steps VALUES (2)");
        assertThat(Engines.byOperator(engine, "SELECT 1; SELECT max(i) FROM steps;", Map.of())
                        .rows())
                .containsExactly(List.of(2L));
    }
}
