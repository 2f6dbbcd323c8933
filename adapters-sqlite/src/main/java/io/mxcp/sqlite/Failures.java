package io.mxcp.sqlite;

import io.mxcp.domain.error.StoreUnavailableException;
import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Tells a store that cannot work at the moment from a mistake of ours. */
final class Failures {
    private static final int PRIMARY_CODE = 0xff;

    private Failures() {}

    /** Whether SQLite failed for a reason of the outside world, so that nothing of its transaction can be relied on. */
    static boolean isOfTheStore(Throwable failure) {
        return failure instanceof StoreUnavailableException
                || sqlException(failure).filter(e -> !isConstraint(e)).isPresent();
    }

    /** What to tell callers; jdbi's own message is left out, since it quotes bound values. */
    static StoreUnavailableException unavailable(Throwable failure) {
        if (failure instanceof StoreUnavailableException known) {
            return new StoreUnavailableException(String.valueOf(known.getMessage()), known);
        }
        return sqlException(failure)
                .map(e -> new StoreUnavailableException("the database cannot be used at the moment: " + name(e), e))
                .orElseGet(() -> new StoreUnavailableException("the database cannot be used at the moment"));
    }

    /** What to throw at a caller whose own step failed. */
    static RuntimeException ofOneStep(RuntimeException failure) {
        return sqlException(failure)
                .<RuntimeException>map(e -> new IllegalStateException("a row was refused: " + name(e), e))
                .orElse(failure);
    }

    private static Optional<SQLException> sqlException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static boolean isConstraint(SQLException e) {
        return e instanceof SQLiteException ours
                && (ours.getResultCode().code & PRIMARY_CODE) == SQLiteErrorCode.SQLITE_CONSTRAINT.code;
    }

    private static String name(SQLException e) {
        return e instanceof SQLiteException ours ? ours.getResultCode().name() : "SQL error " + e.getErrorCode();
    }
}
