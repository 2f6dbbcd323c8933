package io.mxcp.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mxcp.domain.error.StoreUnavailableException;
import io.mxcp.domain.fixture.Codes;
import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.grant.AuthorizationCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What callers see while the database cannot work, and afterwards (T54 to T56). */
@Timeout(60)
final class UnavailableDatabaseTest {
    private static final Instant NOW = TestClock.START;

    @TempDir
    Path folder;

    private SqliteDatabase database;
    private SqliteTokenRepository tokens;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(new SqliteSettings(file(), "dev"));
        tokens = new SqliteTokenRepository(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void refusesAllWaitingCallersWhileAnotherProcessHoldsTheLockAndRecovers() {
        AuthorizationCode before = stored();
        try (Handle other = Jdbi.create("jdbc:sqlite:" + file()).open()) {
            other.execute("BEGIN IMMEDIATE");

            List<Boolean> outcomes = Race.of(this::isRefused);
            assertThat(outcomes).hasSize(Race.CALLERS).containsOnly(true);
            assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(database::probe);
            assertThat(tokens.look(before.hash())).isPresent();

            other.execute("ROLLBACK");
        }
        assertThat(tokens.look(stored().hash())).isPresent();
        database.probe();
    }

    @Test
    void refusesWritesWhileTheDiskIsFullGoesOnReadingAndRecovers() {
        AuthorizationCode before = stored();
        database.write(handle ->
                handle.select("PRAGMA max_page_count = 1").mapTo(int.class).one());

        int refused = 0;
        for (int i = 0; i < 200 && refused == 0; i++) {
            refused += isRefused() ? 1 : 0;
        }

        assertThat(refused).isEqualTo(1);
        assertThat(tokens.look(before.hash())).isPresent();
        assertThat(tokens.look(stored().hash())).isPresent();
        database.probe();
    }

    @Test
    void aRefusedWriteChangesNothing() {
        AuthorizationCode code = Codes.liveAt(NOW);
        database.write(handle ->
                handle.select("PRAGMA max_page_count = 1").mapTo(int.class).one());
        int stored = 0;
        while (!isRefused()) {
            stored++;
        }

        int rows = database.read(handle ->
                handle.select("SELECT count(*) FROM grants").mapTo(int.class).one());

        assertThat(rows).isEqualTo(stored);
        assertThat(tokens.look(code.hash())).isEmpty();
    }

    @Test
    void aStepThatFailsTakesNoOtherWithIt() {
        AuthorizationCode twice = stored();

        List<Boolean> outcomes = Race.of(() -> {
            AuthorizationCode good = stored();
            assertThatIllegalStateException().isThrownBy(() -> tokens.store(twice));
            return tokens.look(good.hash()).isPresent();
        });

        assertThat(outcomes).containsOnly(true);
    }

    @Test
    void answersEverybodyAlsoWhereASecondErrorFollowsTheFirst() {
        CompletableFuture<Integer> caller = CompletableFuture.supplyAsync(() -> database.write(handle -> {
            throw new ErrorThatCannotBeTold();
        }));

        assertThat(caller)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(StoreUnavailableException.class);
        assertThat(isRefused()).as("what comes after the writer has ended").isTrue();
    }

    private static final class ErrorThatCannotBeTold extends Error {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable getCause() {
            throw new ErrorThatCannotBeTold();
        }
    }

    @Test
    void servesNothingOnceTheFileIsDeletedOrReplaced() throws IOException {
        AuthorizationCode before = stored();
        Files.delete(file());

        assertThat(isRefused()).isTrue();
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> tokens.look(before.hash()))
                .withMessageContaining("deleted or replaced");
        Files.createFile(file());
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(database::probe);
    }

    @Test
    void losesNoneOfTheAcceptedWritesOnAnOrderlyStop() {
        List<AuthorizationCode> codes = Race.of(this::stored);
        database.close();
        open();

        assertThat(codes).allMatch(code -> tokens.look(code.hash()).isPresent());
    }

    private boolean isRefused() {
        try {
            stored();
            return false;
        } catch (StoreUnavailableException e) {
            return true;
        }
    }

    private AuthorizationCode stored() {
        AuthorizationCode code = Codes.liveAt(NOW);
        tokens.store(code);
        return code;
    }

    private Path file() {
        return folder.resolve("oauth.db");
    }
}
