package io.mxcp.sqlite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.RegistrationLimits;
import io.mxcp.domain.fixture.Authorizations;
import io.mxcp.domain.fixture.Clients;
import io.mxcp.domain.fixture.Codes;
import io.mxcp.domain.fixture.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup holds, and what it never brings back (T58). */
class BackupTest {
    private static final Instant NOW = TestClock.START;

    @TempDir
    Path folder;

    @Test
    void copiesClientsWhileTheDatabaseIsInUseAndNothingOfSignIns() throws IOException {
        Path file = folder.resolve("oauth.db");
        Path copy = folder.resolve("backups/copy.db");
        String challenge;
        try (SqliteDatabase database = SqliteDatabase.open(new SqliteSettings(file, "dev"))) {
            Client client = register(database);
            signIn(database);
            assertThat(rows(database, "authorizations")).isEqualTo(1);
            assertThat(rows(database, "grants")).isEqualTo(1);
            challenge = database.read(handle -> handle.select("SELECT challenge FROM authorizations")
                    .mapTo(String.class)
                    .one());
            Backup.write(file, copy);
            signIn(database); // and goes on
            try (SqliteDatabase restored = SqliteDatabase.open(new SqliteSettings(copy, "dev"))) {
                assertThat(new SqliteClientRepository(restored).find(client.id()))
                        .isPresent();
                for (String table : List.of("authorizations", "grants", "access_tokens")) {
                    assertThat(rows(restored, table)).as(table).isZero();
                }
            }
        }
        assertThat(Files.readString(file, ISO_8859_1)).contains(challenge);
        assertThat(Files.readString(copy, ISO_8859_1)).doesNotContain(challenge);
    }

    @Test
    void isForItsOwnerOnly() throws IOException {
        Path copy = backedUp();
        assertThat(Files.getPosixFilePermissions(copy)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).noneMatch(name -> name.contains(".part"));
        }
    }

    @Test
    void overwritesNothing() throws IOException {
        Path copy = backedUp();
        assertThatThrownBy(() -> Backup.write(folder.resolve("oauth.db"), copy))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("exists");
    }

    @Test
    void needsADatabase() throws IOException {
        assertThatThrownBy(() -> Backup.write(folder.resolve("none.db"), folder.resolve("copy.db")))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("does not exist");
        Path other = Files.writeString(folder.resolve("other.db"), "no database at all, but long enough to be one");
        assertThatThrownBy(() -> Backup.write(other, folder.resolve("copy.db")))
                .isInstanceOf(UnusableFileException.class);
        assertThat(folder.resolve("copy.db")).doesNotExist();
        assertThat(folder.resolve("copy.db.part")).doesNotExist();
    }

    private Path backedUp() {
        Path copy = folder.resolve("copy.db");
        SqliteDatabase.open(new SqliteSettings(folder.resolve("oauth.db"), "dev"))
                .close();
        Backup.write(folder.resolve("oauth.db"), copy);
        return copy;
    }

    private static Client register(SqliteDatabase database) {
        Client client = Clients.publicClient();
        new SqliteClientRepository(database).register(client, RegistrationLimits.DEFAULT, NOW);
        return client;
    }

    private static void signIn(SqliteDatabase database) {
        new SqlitePendingAuthorizationRepository(database).save(Authorizations.waitingAt(NOW));
        new SqliteTokenRepository(database).store(Codes.liveAt(NOW));
    }

    private static long rows(SqliteDatabase database, String table) {
        return database.read(handle ->
                handle.select("SELECT count(*) FROM " + table).mapTo(long.class).one());
    }
}
