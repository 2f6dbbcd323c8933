package io.mxcp.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.query.QueryException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where our download comes into a statement, and where not. */
class WebCallsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT 'read_csv(''x'')'",
                "SELECT 1 -- read_csv('x')",
                "SELECT /* read_csv('x') */ 1",
                "SELECT $$read_csv('x')$$",
                "SELECT read_csv FROM t",
                "SELECT my_read_csv('x')",
                "SELECT read_csvs('x')",
                "SELECT read_csv -- (\n FROM t",
                "SELECT * FROM read_csv()",
                "_",
                "read_",
                "SELECT read_count(1)"
            })
    void leavesAStatementThatReadsNothing(String text) throws Exception {
        assertThat(WebCalls.rewrite(text)).isEqualTo(text);
    }

    @Test
    void wrapsTheAddressAndTakesTheHeadersOut() throws Exception {
        assertThat(WebCalls.rewrite(
                        "FROM read_csv(f(1, 'a,b'), sep = ',', headers = MAP {'a': 'b, )'}, header = true) t"))
                .isEqualTo("FROM (SELECT * FROM read_csv(system.main.__mxcp_read_web(f(1, 'a,b')\n,"
                        + " system.main.json_object('a',  'b, )'\n)), sep = ',', header = true)) t");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            MAP {'a': 1}                                => json_object('a',  1¶)
            map{'a':b::VARCHAR || {'e': 'f'}.e}         => json_object('a', b::VARCHAR || {'e': 'f'}.e¶)
            MAP {'a': 'x' || f(1), 'b':g() || 'y'||h()} => json_object('a',  'x' || f(1)¶, 'b', g() || 'y'||h()¶)
            MAP {'a': 'x', 'b': 1}                      => to_json(MAP {'a': 'x', 'b': 1}¶)
            MAP {'a': f(), 'b': 'x'}                    => to_json(MAP {'a': f(), 'b': 'x'}¶)
            MAP {'a': '1'::INT, 'b': 'x'}               => to_json(MAP {'a': '1'::INT, 'b': 'x'}¶)
            MAP {'a': 'x' || y = z, 'b': 'x'}           => to_json(MAP {'a': 'x' || y = z, 'b': 'x'}¶)
            MAP {'a': 'x' || f() IS NULL, 'b': 'x'}     => to_json(MAP {'a': 'x' || f() IS NULL, 'b': 'x'}¶)
            MAP {'a': 'x' ||, 'b': 'x'}                 => to_json(MAP {'a': 'x' ||, 'b': 'x'}¶)
            MAP {'a': 'x'.f(), 'b': 'x'}                => to_json(MAP {'a': 'x'.f(), 'b': 'x'}¶)
            MAP {'a': , 'b': 'x'}                       => to_json(MAP {'a': , 'b': 'x'}¶)
            MAP {'a': 'it''s', 'b': 'x'}                => to_json(MAP {'a': 'it''s', 'b': 'x'}¶)
            /* x */ Map /* {'y': 1} */ {'a': 'b'} -- z  => json_object('a',  'b'¶)
            MAP {}                                      => to_json(MAP {}¶)
            MAP {a: 1}                                  => to_json(MAP {a: 1}¶)
            MAP {'a' || 'b': 1}                         => to_json(MAP {'a' || 'b': 1}¶)
            MAP {'a''b': 1}                             => to_json(MAP {'a''b': 1}¶)
            MAP {E'a': 1}                               => to_json(MAP {E'a': 1}¶)
            MAP {'a'::VARCHAR: 1}                       => to_json(MAP {'a'::VARCHAR: 1}¶)
            MAP {'a': 1, 'a': 2}                        => to_json(MAP {'a': 1, 'a': 2}¶)
            MAP {'a': 1}['a']                           => to_json(MAP {'a': 1}['a']¶)
            MAP {'a': 1                                 => to_json(MAP {'a': 1¶)
            MAP(['a'], [1])                             => to_json(MAP(['a'], [1])¶)
            mapped {'a': 1}                             => to_json(mapped {'a': 1}¶)
            {'a': 1}                                    => to_json({'a': 1}¶)
            given.headers                               => to_json(given.headers¶)
            """)
    void makesJsonOfHeaders(String headers, String json) {
        assertThat(HeaderMap.json(headers)).isEqualTo("system.main." + json.replace('\u00b6', '\n'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"FROM read_csv('x", "FROM read_csv(((", "FROM read_csv('x', headers = ", "FROM read_csv('x' /*"})
    void leavesWhatDoesNotEndToTheParser(String text) throws Exception {
        assertThat(WebCalls.rewrite(text)).startsWith("FROM read_csv(");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", " WHERE a", ", t", ") u", " JOIN t", " /* as */ ORDER BY 1", "\n-- t\nLIMIT 1"})
    void keepsTheNameOfTheFunctionWhereTheCallHasNone(String rest) throws Exception {
        assertThat(WebCalls.rewrite("FROM read_csv('x')" + rest)).endsWith(")) AS read_csv" + rest);
    }

    @ParameterizedTest
    @ValueSource(strings = {" t", " AS t", " \"order\"", " /* x */ t(a, b)", "\nas\nt", " Data WHERE a"})
    void keepsTheNameOfACall(String rest) throws Exception {
        assertThat(WebCalls.rewrite("FROM read_csv('x')" + rest)).endsWith("))" + rest);
    }

    @Test
    void takesCatalogAndSchemaWithTheFunction() throws Exception {
        assertThat(WebCalls.rewrite("FROM system . \"main\".read_csv('x') t"))
                .startsWith("FROM (SELECT * FROM system . \"main\".read_csv(");
    }

    @Test
    void knowsTheWordsOfTheEngineThatNameNothing() throws Exception {
        try (Connection raw = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = raw.createStatement();
                ResultSet words = statement.executeQuery("SELECT keyword_name FROM duckdb_keywords()"
                        + " WHERE keyword_category IN ('reserved', 'type_function')")) {
            Set<String> reserved = new HashSet<>();
            while (words.next()) {
                reserved.add(words.getString(1));
            }
            assertThat(WebCalls.RESERVED).isEqualTo(reserved);
        }
    }

    @Test
    void takesHeadersOnce() {
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> WebCalls.rewrite("FROM read_csv('x', headers = a, headers := b)"))
                .withMessageContaining("once");
    }
}
