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

    /** Whether another connection holds the lock. */
    static boolean isBusy(Throwable failure) {
        return sqlException(failure)
                .filter(e -> isOf(e, SQLiteErrorCode.SQLITE_BUSY))
                .isPresent();
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

    /** Why a file could not be opened, and what to look at. */
    static String whyNotOpened(Throwable failure) {
        String name = sqlException(failure).map(Failures::name).orElse("no reason is known");
        if (name.startsWith("SQLITE_CANTOPEN") || name.startsWith("SQLITE_READONLY")) {
            return name + "; its folder must be there, and this user must be able to write to both";
        } else if (name.startsWith("SQLITE_NOTADB")) {
            return name + "; it is another kind of file";
        }
        return name;
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
        return isOf(e, SQLiteErrorCode.SQLITE_CONSTRAINT);
    }

    private static boolean isOf(SQLException e, SQLiteErrorCode primary) {
        return e instanceof SQLiteException ours && (ours.getResultCode().code & PRIMARY_CODE) == primary.code;
    }

    private static String name(SQLException e) {
        return e instanceof SQLiteException ours ? ours.getResultCode().name() : "SQL error " + e.getErrorCode();
    }
}
