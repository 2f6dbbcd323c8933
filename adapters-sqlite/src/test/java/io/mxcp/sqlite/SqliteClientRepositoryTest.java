package io.mxcp.sqlite;

import io.mxcp.domain.client.ClientRepository;
import io.mxcp.domain.contract.ClientRepositoryContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class SqliteClientRepositoryTest extends ClientRepositoryContract {
    @TempDir
    Path folder;

    private Optional<SqliteDatabase> open = Optional.empty();

    @Override
    protected ClientRepository newRepository() {
        SqliteDatabase database = SqliteDatabase.open(new SqliteSettings(folder.resolve("oauth.db"), "project/dev"));
        open = Optional.of(database);
        return new SqliteClientRepository(database);
    }

    @AfterEach
    void closeDatabase() {
        open.ifPresent(SqliteDatabase::close);
    }
}
