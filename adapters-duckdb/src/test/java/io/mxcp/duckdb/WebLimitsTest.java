package io.mxcp.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.Sql;
import io.mxcp.domain.secret.SecretGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often and how much one context reads over HTTP, from where, and what is left of it. */
class WebLimitsTest {
    private static final WebAccess FEW = new WebAccess(Set.of("data.example.com"), 3, 100, 150);

    private static Reason reason(String sql) throws Exception {
        RecordedWeb web = new RecordedWeb();
        for (int i = 0; i < 5; i++) {
            web.with("https://data.example.com/small" + i, "x".repeat(10));
            web.with("https://data.example.com/large" + i, "x".repeat(90));
        }
        web.with("https://data.example.com/huge", "x".repeat(101));
        DuckDbSettings settings = DuckDbSettings.inMemory().withWeb(FEW);
        try (DuckDbEngine engine = DuckDbEngine.open(settings, new SecretGenerator(), Optional.of(web))) {
            return assertThatExceptionOfType(QueryException.class)
                    .isThrownBy(() -> Engines.run(
                            engine,
                            Engines.person("alice"),
                            AccessMode.READ_ONLY,
                            new Sql.ByOperator("SELECT 1; " + sql),
                            Map.of()))
                    .actual()
                    .reason();
        }
    }

    private static String read(String name) {
        return "FROM read_text('https://data.example.com/" + name + "')";
    }

    @Test
    void boundsOneDocumentAllTogetherAndTheirNumber() throws Exception {
        assertThat(reason(read("huge"))).isEqualTo(Reason.TOO_LARGE);
        assertThat(reason(read("large0") + ";" + read("large1"))).isEqualTo(Reason.TOO_LARGE);
        assertThat(reason(read("small0") + ";" + read("small0") + ";" + read("small1") + ";" + read("small2") + ";"
                        + read("small3")))
                .isEqualTo(Reason.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "https://", "ftp://x", "a b", "a/b", "user@host", "host:port", "hö.example"})
    void refusesASettingThatIsNoHost(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DuckDbSettings.inMemory().withWebHosts(Set.of(host)))
                .withMessageContaining("not a host");
    }

    @Test
    void deletesWhatAKilledProcessLeftBehindAndNothingElse(@TempDir Path folder) throws Exception {
        SecretGenerator random = new SecretGenerator();
        Path dead = Files.createDirectory(folder.resolve("mxcp-web-dead"));
        Files.writeString(dead.resolve("lock"), "");
        Files.writeString(dead.resolve("document"), "secret");
        Path others = Files.createDirectory(folder.resolve("mxcp-web-without-lock"));
        try (Spool alive = Spool.create(folder, random)) {
            assertThat(dead).doesNotExist();
            Spool.create(folder, random).close();
            assertThat(alive.root()).exists();
            assertThat(others).exists();
        }
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(others);
        }
    }

    @Test
    void anotherProcessLeavesTheFoldersOfSeveralLivingEnginesOfOurs(@TempDir Path folder) throws Exception {
        SecretGenerator random = new SecretGenerator();
        try (Spool first = Spool.create(folder, random);
                Spool second = Spool.create(folder, random)) {
            assertThat(SpoolOfAnotherProcess.comeAndGo(folder)).isZero();
            assertThat(first.root()).exists();
            assertThat(second.root()).exists();
        }
    }

    @Test
    void noProcessTakesAFolderThatIsJustBeingMadeForOneThatWasLeftBehind(@TempDir Path folder) throws Exception {
        int times = 400;
        Process second = SpoolOfAnotherProcess.start(folder, times);
        Process third = SpoolOfAnotherProcess.start(folder, times);
        SpoolOfAnotherProcess.openAndClose(folder, times);
        assertThat(second.waitFor()).isZero();
        assertThat(third.waitFor()).isZero();
    }

    @Test
    void leavesNoFolderBehindWhereItDoesNotStart(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("x.db"), "not a database at all");
        long before = spools();
        assertThatExceptionOfType(EngineStartException.class)
                .isThrownBy(() -> DuckDbEngine.open(
                        DuckDbSettings.file(file), new SecretGenerator(), Optional.of(new RecordedWeb())));
        assertThat(spools()).isEqualTo(before);
    }

    private static long spools() throws Exception {
        String ours = "mxcp-web-" + ProcessHandle.current().pid() + "-";
        try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(file -> file.getFileName().toString().startsWith(ours))
                    .count();
        }
    }

    @Test
    void opensADatabaseInAFileThatMayReadTheWeb(@TempDir Path folder) throws Exception {
        RecordedWeb web = new RecordedWeb().with("https://data.example.com/x", "a,b\n1,2\n");
        DuckDbSettings settings = DuckDbSettings.file(folder.resolve("x.db")).withWebHosts(Set.of("data.example.com"));
        try (DuckDbEngine engine = DuckDbEngine.open(settings, new SecretGenerator(), Optional.of(web))) {
            assertThat(Engines.byOperator(engine, "SELECT a + b FROM read_csv('https://data.example.com/x')", Map.of())
                            .rows()
                            .get(0))
                    .containsExactly(3L);
        }
    }
}
