package io.mxcp.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Runs kept statements directly, for the paths that many calls take: jdbi's own machinery costs more than SQLite there (30 µs to 7). */
final class Kept {
    /** Reads a value out of a row. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Kept() {}

    /**
     * Changes rows; an empty {@code Optional} is bound as NULL.
     *
     * @return how many
     */
    static int change(Handle handle, String sql, Object... arguments) {
        try {
            return bound(handle, sql, arguments).executeUpdate();
        } catch (SQLException e) {
            throw new StatementException(e);
        }
    }

    /** The first row, if there is one; a statement that changes rows is run to its end. */
    static <T> Optional<T> first(Handle handle, String sql, Reader<T> reader, Object... arguments) {
        try {
            try (ResultSet rows = bound(handle, sql, arguments).executeQuery()) {
                Optional<T> first = rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
                while (first.isPresent() && rows.next()) {}
                return first;
            }
        } catch (SQLException e) {
            throw new StatementException(e);
        }
    }

    /** Every value is bound anew; clearing the old ones would make SQLite prepare the statement again. */
    private static PreparedStatement bound(Handle handle, String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = ((KeptStatements) handle.getStatementBuilder()).keep(handle.getConnection(), sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i] instanceof Optional<?> some ? some.orElse(null) : arguments[i]);
        }
        return statement;
    }
}
