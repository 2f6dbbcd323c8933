package io.mxcp.bootstrap;

import io.mxcp.application.inmemory.InMemoryClientRepository;
import io.mxcp.application.inmemory.InMemoryPendingAuthorizationRepository;
import io.mxcp.application.inmemory.InMemoryTokenRepository;
import io.mxcp.bootstrap.config.AuthConfig;
import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.domain.client.ClientRepository;
import io.mxcp.domain.error.StoreUnavailableException;
import io.mxcp.domain.grant.PendingAuthorizationRepository;
import io.mxcp.domain.secret.KeyEncryptionKey;
import io.mxcp.domain.secret.KeyRing;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.domain.token.TokenRepository;
import io.mxcp.sqlite.KeyFile;
import io.mxcp.sqlite.SqliteClientRepository;
import io.mxcp.sqlite.SqliteDatabase;
import io.mxcp.sqlite.SqlitePendingAuthorizationRepository;
import io.mxcp.sqlite.SqliteSettings;
import io.mxcp.sqlite.SqliteTokenRepository;
import io.mxcp.sqlite.UnusableFileException;
import java.util.Optional;

/** Where state is kept: in memory, or in SQLite where the configuration says so; and the keys that seal it. */
record Stores(
        ClientRepository clients,
        PendingAuthorizationRepository pending,
        TokenRepository tokens,
        KeyRing keys,
        Optional<SqliteDatabase> database)
        implements AutoCloseable {
    private static final int KEY_BYTES = 32;

    static Stores open(Configuration config) throws StartException {
        Optional<AuthConfig.Persistence> persistence = config.auth().flatMap(AuthConfig::persistence);
        return persistence.isPresent() ? sqlite(persistence.get(), config) : inMemory();
    }

    private static Stores inMemory() {
        return new Stores(
                new InMemoryClientRepository(),
                new InMemoryPendingAuthorizationRepository(),
                new InMemoryTokenRepository(),
                KeyRing.of(KeyEncryptionKey.ofBytes(new SecretGenerator().bytes(KEY_BYTES))),
                Optional.empty());
    }

    private static Stores sqlite(AuthConfig.Persistence persistence, Configuration config) throws StartException {
        String realm = config.site().project() + "/" + config.site().profile();
        SqliteSettings settings = new SqliteSettings(persistence.file(), realm);
        try {
            // the keys first: without them nothing is left open
            KeyRing keys = persistence
                    .keys()
                    .orElseGet(() -> KeyFile.readOrCreate(
                            settings.keyFile(), settings.allowWiderRights(), new SecretGenerator()));
            SqliteDatabase database = SqliteDatabase.open(settings);
            return new Stores(
                    new SqliteClientRepository(database),
                    new SqlitePendingAuthorizationRepository(database),
                    new SqliteTokenRepository(database),
                    keys,
                    Optional.of(database));
        } catch (UnusableFileException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Whether the store takes a write now. */
    boolean isReady() {
        try {
            database.ifPresent(SqliteDatabase::probe);
            return true;
        } catch (StoreUnavailableException e) {
            return false;
        }
    }

    @Override
    public void close() {
        database.ifPresent(SqliteDatabase::close);
    }
}
