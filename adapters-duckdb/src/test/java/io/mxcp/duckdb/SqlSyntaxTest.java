package io.mxcp.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine's parser can read. */
class SqlSyntaxTest {
    private final SqlSyntax syntax = new SqlSyntax();

    @AfterEach
    void close() throws SQLException {
        syntax.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a FROM no_such_table WHERE b = $b",
                "FROM sales ORDER BY ALL",
                "INSERT INTO audit_log VALUES (get_username(), 'data_query', NOW())",
                "WITH x AS (SELECT 1) UPDATE y SET z = 1",
                "PIVOT sales ON region USING sum(amount)",
                "SELECT list_transform([1], lambda x: x + 1)",
                "SELECT get_request_header(name := 'a'); SELECT 2",
                "-- a comment\nSELECT 1 -- another"
            })
    void readsWhatTheEngineReadsWhateverTablesThereAre(String sql) {
        assertThat(syntax.mistake(sql)).isEmpty();
    }

    @Test
    void saysWhatIsWrongAndWhereWithCharactersCounted() {
        assertThat(syntax.mistake("SELECT 'köln',\n  'é' FORM sales WHERE x = 1"))
                .contains("the SQL cannot be read: syntax error at or near \"sales\" at line 2, column 12 of it");
        assertThat(syntax.mistake("UPDATE x SET a = 1 WHER b"))
                .contains("the SQL cannot be read: syntax error at or near \"WHER\" at line 1, column 20 of it");
        assertThat(syntax.mistake("SELECT 'a"))
                .hasValueSatisfying(text -> assertThat(text).contains("unterminated"));
    }

    @Test
    void missesAStatement() {
        assertThat(syntax.mistake("-- nothing\n;")).contains("there is no SQL");
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        assertThat(syntax.mistake("SELECT " + "(".repeat(5_000) + "1" + ")".repeat(5_000)))
                .isPresent();
    }

    @Test
    void runsNothing(@TempDir Path folder) {
        Path target = folder.resolve("out.csv");
        assertThat(syntax.mistake("COPY (SELECT 1) TO '" + target + "'; SELECT 1"))
                .isEmpty();
        assertThat(Files.exists(target)).isFalse();
    }
}
