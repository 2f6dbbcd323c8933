package io.mxcp.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.sqlite.SQLiteConfig;

/** Opens connections to one file, set up for durability and against hostile files. */
final class Connections {
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;
    private static final int WAL_LIMIT_BYTES = 64 << 20;

    private final String url;

    Connections(Path file) {
        this.url = "jdbc:sqlite:" + file.toAbsolutePath();
    }

    /** One that may write; transactions are begun by hand. */
    Handle openWriter() {
        return open(false);
    }

    /** One that cannot write. */
    Handle openReader() {
        return open(true);
    }

    private Handle open(boolean readOnly) {
        Jdbi jdbi = Jdbi.create(() -> connect(readOnly));
        jdbi.setStatementBuilderFactory(connection -> new KeptStatements());
        // SQL here is fixed text: '<' is a comparison, not a placeholder
        jdbi.getConfig(SqlStatements.class).setTemplateEngine((template, context) -> template);
        return jdbi.open();
    }

    private Connection connect(boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.enforceForeignKeys(true);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setJournalSizeLimit(WAL_LIMIT_BYTES);
        Connection connection = config.createConnection(url);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA trusted_schema = OFF");
            statement.execute("PRAGMA cell_size_check = ON");
            if (!readOnly) {
                statement.execute("PRAGMA secure_delete = ON");
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
