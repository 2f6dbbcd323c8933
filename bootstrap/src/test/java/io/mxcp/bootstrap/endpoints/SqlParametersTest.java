package io.mxcp.bootstrap.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which parameters a statement uses. */
class SqlParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SELECT $a + $b - $a; [a, b]",
                "SELECT $a::INT, f($b,$c); [a, b, c]",
                "SELECT 'it''s $x' || $y; [y]",
                "SELECT \"a $x \"\" $z\" FROM t WHERE a=$y; [y]",
                "SELECT 1 -- $x; []",
                "SELECT /* $x */ $y; [y]",
                "SELECT $$ a $x $$, $y; [y]",
                "SELECT $tag$ a $x $$ $tag$, $y; [y]",
                "SELECT e'\\' $x ', $y; [y]",
                "SELECT a$b, $y; [y]",
                "SELECT $1; [1]",
            })
    void findsThemWhereTheyAreNotQuoted(String sql, String names) {
        assertThat(SqlParameters.in(sql)).hasToString(names);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "'x", "\"", "/*", "''", "--x\n", "$$", "$", "e'\\a", "(", "a$"})
    void readsLongStatementsInTheSpaceItHas(String part) {
        assertThat(SqlParameters.in(part.repeat(200_000 / part.length()))).isNotNull();
    }

    @Test
    void goesOnAfterAQuoteThatNobodyCloses() {
        assertThat(SqlParameters.in("SELECT 'a, $x")).containsExactly("x");
    }
}
