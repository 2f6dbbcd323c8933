package io.mxcp.sqlite;

import java.sql.SQLException;

/** A kept statement failed; what SQLite said is the cause. Never leaves this package. */
final class StatementException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StatementException(SQLException cause) {
        super(cause);
    }
}
