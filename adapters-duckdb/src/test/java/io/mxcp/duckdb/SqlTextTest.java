package io.mxcp.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
    private static String render(String text) {
        return SqlText.split(text).get(0).render(number -> "$" + number);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT $a, $b, $a            | SELECT $1, $2, $1",
                "SELECT '$a', $a              | SELECT '$a', $1",
                "SELECT 'it''s $a', $a        | SELECT 'it''s $a', $1",
                "SELECT E'\\'$a', $a          | SELECT E'\\'$a', $1",
                "SELECT 'a\\', $a             | SELECT 'a\\', $1",
                "SELECT \"$a\"\"$a\", $a      | SELECT \"$a\"\"$a\", $1",
                "SELECT /* $a /* $b */ $c */ $a | SELECT /* $a /* $b */ $c */ $1",
                "SELECT $$ $a $$, $a          | SELECT $$ $a $$, $1",
                "SELECT $x$ $a $$ $x$, $a     | SELECT $x$ $a $$ $x$, $1",
                "SELECT name$a, $a            | SELECT name$a, $1",
                "SELECT $größe                | SELECT $1",
                "SELECT a-$a, b/$b            | SELECT a-$1, b/$2",
                "SELECT $a.x, $a . x, $a      | SELECT ($1).x, $1 . x, $1",
                "SELECT 1 $                   | SELECT 1 $",
                "SELECT '?', $a, ?            | SELECT '?', $1, $2",
            })
    void putsANumberInPlaceOfEachNameAndNowhereElse(String text, String expected) {
        assertThat(render(text)).isEqualTo(expected);
    }

    @Test
    void leavesALineCommentToItsEnd() {
        assertThat(render("SELECT 1 -- $a\n, $b")).isEqualTo("SELECT 1 -- $a\n, $1");
    }

    @Test
    void splitsAtSemicolonsOutsideOfQuotesAndComments() {
        assertThat(SqlText.split("SELECT ';' /* ; */ -- ;\n; SELECT $$;$$;;  -- end"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"commit", " COMMIT ", "/* a /* b */ */ -- c\n Commit", "\tcommit work"})
    void findsTheFirstWord(String text) {
        assertThat(SqlText.split(text).get(0).firstWord()).isEqualTo("commit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "commit",
                "EXPLAIN commit",
                "explain ANALYZE commit",
                "EXPLAIN (ANALYZE, FORMAT json) /* x */ commit",
                "EXPLAIN ANALYZE VERBOSE -- y\n commit",
                "EXPLAIN EXPLAIN ANALYZE commit",
                "\u00a0\ufeffcommit",
                "EXPLAIN\u200bANALYZE\u2007commit\u202f",
                "EXPLAIN (ANALYZE $x) commit",
                "EXPLAIN (ANALYZE, FORMAT $x) /* $y */ commit $z"
            })
    void findsTheVerbOfWhatIsExplained(String text) {
        assertThat(SqlText.split(text).get(0).verb()).isEqualTo("commit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"explain", "EXPLAIN (", "EXPLAIN ANALYZE", "explain ()"})
    void findsNoVerbWhereNoneIs(String text) {
        assertThat(SqlText.split(text).get(0).verb()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", "'", "\"", "/*", "$$", "$a$", "--", "E'\\", "$", "E'"})
    void readsEvenWhatNeverEnds(String text) {
        assertThat(SqlText.split(text)).isNotEmpty();
    }
}
