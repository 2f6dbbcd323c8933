package io.mxcp.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.RegistrationLimits;
import io.mxcp.domain.error.StoreUnavailableException;
import io.mxcp.domain.fixture.Authorizations;
import io.mxcp.domain.fixture.Clients;
import io.mxcp.domain.fixture.Codes;
import io.mxcp.domain.fixture.Race;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.fixture.Tokens;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.grant.PendingAuthorization;
import io.mxcp.domain.token.Redemption;
import io.mxcp.domain.token.TokenPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused at the start, what a restart finds, and what is kept apart. */
final class SqliteDatabaseTest {
    private static final Instant NOW = TestClock.START;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int NEW_FILES = 20;

    @TempDir
    Path folder;

    @Test
    void findsEverythingAgainAfterARestart() {
        AuthorizationCode code = Codes.liveAt(NOW);
        TokenPair pair = Tokens.pairAt(NOW);
        Client client = Clients.publicClient();
        PendingAuthorization pending = Authorizations.waitingAt(NOW);
        try (SqliteDatabase database = open("dev")) {
            new SqliteClientRepository(database).register(client, RegistrationLimits.DEFAULT, NOW);
            new SqlitePendingAuthorizationRepository(database).save(pending);
            SqliteTokenRepository tokens = new SqliteTokenRepository(database);
            tokens.store(code);
            tokens.redeem(code.hash(), code.grant().client(), pair, NOW);
        }
        try (SqliteDatabase database = open("dev")) {
            SqliteTokenRepository tokens = new SqliteTokenRepository(database);

            assertThat(new SqliteClientRepository(database).find(client.id())).contains(client);
            assertThat(new SqlitePendingAuthorizationRepository(database).find(pending.handle(), NOW))
                    .contains(pending);
            assertThat(tokens.findAccessToken(pair.access().hash(), NOW)).isPresent();
            assertThat(tokens.redeem(code.hash(), code.grant().client(), pair, NOW))
                    .isEqualTo(new Redemption.Replayed(code.grant().id()));
        }
    }

    @Test
    void aRevocationOutlivesARestart() {
        AuthorizationCode code = Codes.liveAt(NOW);
        TokenPair pair = Tokens.pairAt(NOW);
        try (SqliteDatabase database = open("dev")) {
            SqliteTokenRepository tokens = new SqliteTokenRepository(database);
            tokens.store(code);
            tokens.redeem(code.hash(), code.grant().client(), pair, NOW);
            tokens.revoke(code.grant().id());
        }
        try (SqliteDatabase database = open("dev")) {
            assertThat(new SqliteTokenRepository(database)
                            .findAccessToken(pair.access().hash(), NOW))
                    .isEmpty();
        }
    }

    @Test
    void twoRealmsInOneFileMixNothing() {
        AuthorizationCode code = Codes.liveAt(NOW);
        TokenPair pair = Tokens.pairAt(NOW);
        Client client = Clients.publicClient();
        PendingAuthorization pending = Authorizations.waitingAt(NOW);
        try (SqliteDatabase dev = open("project/dev");
                SqliteDatabase other = open("project/prod")) {
            SqliteTokenRepository tokens = new SqliteTokenRepository(dev);
            SqliteTokenRepository foreign = new SqliteTokenRepository(other);
            new SqliteClientRepository(dev).register(client, RegistrationLimits.DEFAULT, NOW);
            new SqlitePendingAuthorizationRepository(dev).save(pending);
            tokens.store(code);

            assertThat(foreign.look(code.hash())).isEmpty();
            assertThat(foreign.redeem(code.hash(), code.grant().client(), pair, NOW))
                    .isEqualTo(new Redemption.Unknown());
            tokens.redeem(code.hash(), code.grant().client(), pair, NOW);
            foreign.revoke(code.grant().id());
            assertThat(foreign.revokeAll(code.grant().owner())).isEmpty();
            Instant later = NOW.plus(Duration.ofDays(400));
            assertThat(foreign.sweep(later, 500)).isZero();
            assertThat(new SqliteClientRepository(other).forgetUnused(later, 500))
                    .isZero();
            assertThat(new SqlitePendingAuthorizationRepository(other).sweep(later, 500))
                    .isZero();

            assertThat(foreign.findAccessToken(pair.access().hash(), NOW)).isEmpty();
            assertThat(foreign.findFamily(code.grant().id(), NOW)).isEmpty();
            assertThat(new SqliteClientRepository(other).find(client.id())).isEmpty();
            assertThat(new SqlitePendingAuthorizationRepository(other).find(pending.handle(), NOW))
                    .isEmpty();
            assertThat(tokens.findAccessToken(pair.access().hash(), NOW)).isPresent();
            assertThat(new SqliteClientRepository(dev).find(client.id())).contains(client);
            assertThat(new SqlitePendingAuthorizationRepository(dev).find(pending.handle(), NOW))
                    .contains(pending);
        }
    }

    @Test
    void refusesTablesOfANewerVersion() {
        open("dev").close();
        raw("PRAGMA user_version = 3");

        assertRefused("newer version");
    }

    @Test
    void refusesADatabaseOfAnotherProgram() throws IOException {
        Files.createFile(file(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        raw("CREATE TABLE oauth_tokens (token TEXT)");

        assertRefused("another program");
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        Files.createFile(file(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file(), "x".repeat(10_000));

        assertRefused("cannot be opened as a database");
    }

    @Test
    void refusesADamagedDatabase() throws IOException {
        try (SqliteDatabase database = open("dev")) {
            for (int i = 0; i < 50; i++) {
                new SqliteTokenRepository(database).store(Codes.liveAt(NOW));
            }
        }
        byte[] bytes = Files.readAllBytes(file());
        for (int i = 4096 * 3; i < bytes.length; i++) {
            bytes[i] = 0x5a;
        }
        Files.write(file(), bytes);

        assertThatExceptionOfType(UnusableFileException.class).isThrownBy(() -> open("dev"));
    }

    @Test
    void aMigrationThatWasCutOffIsDoneAnew() throws IOException {
        OwnerOnly.create(file());
        try (Handle handle = new Connections(file()).openWriter()) {
            handle.execute("BEGIN IMMEDIATE");
            handle.execute("CREATE TABLE realms (id INTEGER PRIMARY KEY)");
            handle.execute("PRAGMA user_version = 1");
        }

        try (SqliteDatabase database = open("dev")) {
            database.probe();
        }
    }

    @Test
    void refusesAFileThatOthersMayUseUnlessItIsAllowed() throws IOException {
        open("dev").close();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));

        assertRefused("chmod 600");
        SqliteDatabase.open(new SqliteSettings(file(), "dev", true)).close();
    }

    @ParameterizedTest
    @CsvSource({"rwxrwxr-x, false", "rwxr-xrwx, false", "rwxr-xr-x, true", "rwx------, true"})
    void refusesAFolderThatOthersMayWriteTo(String rights, boolean taken) throws IOException {
        Path data = Optional.ofNullable(file().getParent()).orElseThrow();
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString(rights));

        if (taken) {
            open("dev").close();
        } else {
            assertRefused("Run: chmod go-w " + data);
            SqliteDatabase.open(new SqliteSettings(file(), "dev", true)).close();
        }
    }

    /** In {@code /tmp} nobody replaces files of others. */
    @Test
    void takesAFolderOfAllWithTheStickyBit() throws IOException {
        Path data = Optional.ofNullable(file().getParent()).orElseThrow();
        Files.setAttribute(data, "unix:mode", 01777);

        open("dev").close();
    }

    @Test
    void refusesAFolderInPlaceOfTheFile() throws IOException {
        Files.createDirectory(file());

        assertRefused("is a folder. Name a file in it");
    }

    @Test
    void saysWhyItCannotCreateTheFile() throws IOException {
        Files.writeString(folder.resolve("data"), "no folder");

        assertThatExceptionOfType(UnusableFileException.class)
                .isThrownBy(() -> SqliteDatabase.open(new SqliteSettings(folder.resolve("data/in/oauth.db"), "dev")))
                .withMessageMatching("cannot create the folder .+/data/in: .+");
    }

    @Test
    void aClosedDatabaseTakesNothingMore() {
        SqliteDatabase database = open("dev");
        database.close();

        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(database::probe);
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> new SqliteClientRepository(database).find(Clients.anyId()));
    }

    @Test
    void aDamagedClientIsUnknownAndStopsNothing() {
        Client client = Clients.publicClient();
        Client whole = Clients.publicClient();
        try (SqliteDatabase database = open("dev")) {
            SqliteClientRepository clients = new SqliteClientRepository(database);
            clients.register(client, RegistrationLimits.DEFAULT, NOW);
            clients.register(whole, RegistrationLimits.DEFAULT, NOW);
            for (String damage : new String[] {"redirect_uris = ''", "grant_types = 'x'", "secret = x'00'"}) {
                raw("UPDATE clients SET " + damage + " WHERE id = '" + client.id() + "'");
                assertThat(clients.find(client.id())).isEmpty();
            }
            assertThat(clients.find(whole.id())).contains(whole);
        }
    }

    @Test
    void emptiesTheWriteAheadLogWhenIdleAlthoughSomebodyHasRead() throws Exception {
        try (SqliteDatabase database = open("dev")) {
            SqliteTokenRepository tokens = new SqliteTokenRepository(database);
            AuthorizationCode code = Codes.liveAt(NOW);
            tokens.store(code);
            tokens.look(code.hash());
            tokens.markSeen(code.grant().id(), code.hash());
            await(() -> {
                tokens.store(Codes.liveAt(NOW)); // again, where the log was emptied before we looked
                return Files.size(log()) > 0;
            });

            await(() -> Files.size(log()) == 0);

            assertThat(tokens.look(code.hash())).isPresent();
        }
    }

    @Test
    void theFileShrinksAfterASweep() throws Exception {
        try (SqliteDatabase database = open("dev")) {
            SqliteTokenRepository tokens = new SqliteTokenRepository(database);
            for (int i = 0; i < 1_000; i++) {
                tokens.store(Codes.liveAt(NOW));
            }
            await(() -> Files.size(log()) == 0);
            long full = Files.size(file());

            while (tokens.sweep(NOW.plus(Duration.ofDays(1)), 500) > 0) {}

            await(() -> Files.size(file()) < full / 4);
        }
    }

    /** SQLite itself does not wait to turn the write-ahead log on. */
    @Test
    void awaitsWhoeverWritesBeforeTheWriteAheadLogIsOn() {
        open("dev").close();
        raw("PRAGMA journal_mode = DELETE");
        CompletableFuture<Long> started;
        try (Handle other = Jdbi.create("jdbc:sqlite:" + file()).open()) {
            other.execute("BEGIN IMMEDIATE");
            started = CompletableFuture.supplyAsync(
                    () -> SqliteDatabase.ready(new Connections(file()), new SqliteSettings(file(), "dev")));

            assertThat(started.copy()
                            .completeOnTimeout(0L, 500, TimeUnit.MILLISECONDS)
                            .join())
                    .as("nothing yet")
                    .isZero();
            other.execute("ROLLBACK");
        }
        assertThat(started.join()).isEqualTo(1L);
    }

    @Test
    void aFewMayStartOnANewFileAtTheSameMoment() {
        for (int round = 0; round < NEW_FILES; round++) {
            SqliteSettings settings = new SqliteSettings(folder.resolve("new-" + round + ".db"), "dev");
            OwnerOnly.create(settings.file());
            assertThat(Race.of(4, () -> SqliteDatabase.ready(new Connections(settings.file()), settings)))
                    .containsOnly(1L);
        }
    }

    /** Until it has come to pass; much longer than even a busy machine needs. */
    private static void await(Callable<Boolean> event) throws Exception {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (!event.call()) {
            assertThat(System.nanoTime() - giveUpAt).as("nanoseconds too late").isNegative();
            Thread.sleep(20);
        }
    }

    private Path log() {
        return folder.resolve("data/oauth.db-wal");
    }

    private void assertRefused(String reason) {
        assertThatExceptionOfType(UnusableFileException.class)
                .isThrownBy(() -> open("dev"))
                .withMessageContaining(reason)
                .withMessageContaining(file().toString());
    }

    private Path file() {
        Path file = folder.resolve("data/oauth.db");
        OwnerOnly.createFolderOf(file);
        return file;
    }

    private SqliteDatabase open(String realm) {
        return SqliteDatabase.open(new SqliteSettings(file(), realm));
    }

    private void raw(String sql) {
        try (Handle handle = Jdbi.create("jdbc:sqlite:" + file()).open()) {
            handle.execute(sql);
        }
    }
}
