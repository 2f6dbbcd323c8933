package io.mxcp.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What not even an operator's SQL gets out of the locked engine, whether it may write or not. */
class EngineLockTest {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM read_blob('/etc/passwd')",
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_json('/etc/passwd')",
                "SELECT * FROM read_parquet('/etc/passwd')",
                "SELECT * FROM '/etc/passwd.csv'",
                "SELECT * FROM glob('/*')",
                "SELECT * FROM read_csv('https://127.0.0.1:9/x.csv')",
                "COPY (SELECT get_user_external_token()) TO '/tmp/mxcp-lock-test.csv'",
                "EXPORT DATABASE '/tmp/mxcp-lock-test'",
                "ATTACH '/tmp/mxcp-lock-test.db'",
                "INSTALL httpfs",
                "LOAD '/tmp/x.duckdb_extension'",
                "SET enable_external_access = true",
                "SET lock_configuration = false",
                "SET threads = 1",
                "SET memory_limit = '100GB'",
                "SET allowed_directories = ['/']",
                "SET disabled_optimizers = 'expression_rewriter'",
                "SET max_execution_time = 0",
                "PRAGMA disable_optimizer",
                "CALL enable_logging()"
            })
    void refuses(String attack) {
        for (AccessMode mode : AccessMode.values()) {
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() ->
                            Engines.run(engine, Engines.person("alice"), mode, new Sql.ByOperator(attack), Map.of()))
                    .extracting(QueryException::reason)
                    .isEqualTo(Reason.REFUSED);
        }
    }

    @Test
    void refusesAMacroOfOurNamesAndTakesItBack() throws Exception {
        for (String macro : new String[] {
            "CREATE MACRO get_username() AS 'bob'",
            "CREATE TEMP MACRO get_username() AS 'bob'",
            "CREATE OR REPLACE MACRO GET_USER_EMAIL() AS 'bob'",
            "CREATE FUNCTION \"get_user_external_token\"() AS 'bob'",
            "EXPLAIN ANALYZE CREATE MACRO get_username() AS 'bob'",
            "explain (analyze) /* x */ CREATE TEMP MACRO get_username() AS 'bob'",
            "\u00a0CREATE MACRO get_username() AS 'bob'",
            "EXPLAIN ANALYZE\ufeffCREATE MACRO get_username() AS 'bob'"
        }) {
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> Engines.write(engine, macro))
                    .extracting(QueryException::reason)
                    .isEqualTo(Reason.REFUSED);
        }
        assertThat(Engines.byOperator(engine, "SELECT get_username(), get_user_email()", Map.of())
                        .rows()
                        .get(0))
                .containsExactly("alice", "alice@example.com");
    }

    /** {@code EXPLAIN ANALYZE} runs what it explains; after a commit the next statement would be in no read-only transaction. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT",
                "EXPLAIN ANALYZE COMMIT",
                "EXPLAIN (ANALYZE) ROLLBACK",
                "\ufeffCOMMIT",
                "\u00a0COMMIT",
                "\u200bROLLBACK",
                "\u2060COMMIT",
                "EXPLAIN ANALYZE\u00a0COMMIT",
                "EXPLAIN (ANALYZE $yes) COMMIT",
                "EXPLAIN (ANALYZE $yes) /* get_user_fact */ COMMIT"
            })
    void keepsAReadingContextReadOnlyWhateverItsTextTries(String ending) throws Exception {
        Sql text = new Sql.ByOperator(ending + "; CREATE TABLE made_by_a_reader (i INTEGER)");
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() ->
                        Engines.run(engine, Engines.person("alice"), AccessMode.READ_ONLY, text, Map.of("yes", true)))
                .extracting(QueryException::reason)
                .isEqualTo(Reason.REFUSED);
        assertThat(Engines.byOperator(
                                engine,
                                "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'made_by_a_reader'",
                                Map.of())
                        .rows()
                        .get(0))
                .containsExactly(0L);
    }

    @Test
    void refusesToStartOverADatabaseWhoseMacroAnswersInOurPlace(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("x.db");
        RawDatabase.execute(file, "CREATE MACRO get_user_email() AS 'bob@example.com'");
        assertThatExceptionOfType(EngineStartException.class)
                .isThrownBy(() -> Engines.open(DuckDbSettings.file(file)))
                .withMessageContaining("get_user_email");
    }

    @Test
    void keepsTheDatabaseInAFolderOfItsOwn(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("new/x.db");
        Engines.open(DuckDbSettings.file(file)).close();
        assertThat(Files.getPosixFilePermissions(file.getParent())).hasSize(3);
    }

    @Test
    void readsAReadOnlyDatabaseAndRefusesToWriteIt(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("x.db");
        RawDatabase.execute(file, "CREATE TABLE t AS SELECT 7 AS i");
        try (DuckDbEngine readOnly = Engines.open(DuckDbSettings.file(file).withReadOnly(true))) {
            assertThat(Engines.byCaller(readOnly, "SELECT i, get_username() FROM t")
                            .rows()
                            .get(0))
                    .containsExactly(7L, "alice");
            assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> Engines.write(readOnly, "INSERT INTO t VALUES (8)"))
                    .extracting(QueryException::reason)
                    .isEqualTo(Reason.REFUSED);
        }
    }

    @Test
    void saysThatAReadOnlyDatabaseDoesNotExist(@TempDir Path folder) {
        Path file = folder.resolve("nothere.db");
        assertThatExceptionOfType(EngineStartException.class)
                .isThrownBy(() -> Engines.open(DuckDbSettings.file(file).withReadOnly(true)))
                .withMessageContaining("does not exist");
        assertThat(file).doesNotExist();
    }

    @Test
    void saysThatAFileIsNoDatabase(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("x.db"), "not a database at all");
        assertThatExceptionOfType(EngineStartException.class)
                .isThrownBy(() -> Engines.open(DuckDbSettings.file(file)))
                .withMessageContaining("cannot be opened");
    }

    @Test
    void keepsWhatWasWrittenWhenOpenedAgain(@TempDir Path folder) throws Exception {
        DuckDbSettings settings = DuckDbSettings.file(folder.resolve("x.db"));
        try (DuckDbEngine first = Engines.open(settings)) {
            Engines.write(first, "CREATE TABLE t(i INTEGER, owner VARCHAR DEFAULT get_username())");
            Engines.write(first, "INSERT INTO t(i) VALUES (1)");
        }
        try (DuckDbEngine second = Engines.open(settings)) {
            assertThat(Engines.byCaller(second, "SELECT i, owner FROM t").rows().get(0))
                    .containsExactly(1L, "writer");
        }
    }
}
