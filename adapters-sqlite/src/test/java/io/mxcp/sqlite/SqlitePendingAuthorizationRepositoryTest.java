package io.mxcp.sqlite;

import io.mxcp.domain.contract.PendingAuthorizationRepositoryContract;
import io.mxcp.domain.grant.PendingAuthorizationRepository;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class SqlitePendingAuthorizationRepositoryTest extends PendingAuthorizationRepositoryContract {
    @TempDir
    Path folder;

    private Optional<SqliteDatabase> open = Optional.empty();

    @Override
    protected PendingAuthorizationRepository newRepository() {
        SqliteDatabase database = SqliteDatabase.open(new SqliteSettings(folder.resolve("oauth.db"), "project/dev"));
        open = Optional.of(database);
        return new SqlitePendingAuthorizationRepository(database);
    }

    @AfterEach
    void closeDatabase() {
        open.ifPresent(SqliteDatabase::close);
    }
}
