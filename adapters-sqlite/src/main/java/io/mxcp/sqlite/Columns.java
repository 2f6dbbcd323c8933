package io.mxcp.sqlite;

import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.secret.SecretHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How values of the domain lie in columns. */
final class Columns {
    private static final Logger LOG = LoggerFactory.getLogger(Columns.class);

    private Columns() {}

    /** Milliseconds, rounded down: nothing lives longer than it was given. */
    static long millis(Instant time) {
        return time.toEpochMilli();
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static SecretHash hash(ResultSet row, String column) throws SQLException {
        return SecretHash.ofBytes(row.getBytes(column));
    }

    static Sealed sealed(ResultSet row, String column) throws SQLException {
        return Sealed.ofBytes(row.getBytes(column));
    }

    /** A row that holds what cannot be is as good as none: it must not stop the server, nor be taken for something else. */
    static <T> Optional<T> whole(String what, Supplier<Optional<T>> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            LOG.error("a stored {} is damaged and counts as unknown: {}", what, e.getMessage());
            return Optional.empty();
        }
    }
}
