package io.mxcp.sqlite;

import io.mxcp.domain.contract.TokenRepositoryContract;
import io.mxcp.domain.token.TokenRepository;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class SqliteTokenRepositoryTest extends TokenRepositoryContract {
    @TempDir
    Path folder;

    private Optional<SqliteDatabase> open = Optional.empty();

    @Override
    protected TokenRepository newRepository() {
        SqliteDatabase database = SqliteDatabase.open(new SqliteSettings(folder.resolve("oauth.db"), "project/dev"));
        open = Optional.of(database);
        return new SqliteTokenRepository(database);
    }

    @AfterEach
    void closeDatabase() {
        open.ifPresent(SqliteDatabase::close);
    }
}
