package io.mxcp.sqlite;

import io.mxcp.domain.error.StoreUnavailableException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The connection that writes, for the writer's thread only. After a failure it is opened anew: statements that were prepared before
 * a full disk stay dead (T54).
 */
final class Writer {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int PAGES_GIVEN_BACK = 2_000;

    private final Connections connections;
    private final FileGuard guard;
    private Optional<Handle> open = Optional.empty();
    private boolean untidy;
    private boolean told;

    Writer(Connections connections, FileGuard guard) {
        this.connections = connections;
        this.guard = guard;
    }

    Handle begin() {
        guard.check();
        Handle handle = open.orElseGet(connections::openWriter);
        open = Optional.of(handle);
        Kept.change(handle, "BEGIN IMMEDIATE");
        untidy = true;
        return handle;
    }

    void commit() {
        Kept.change(open.orElseThrow(), "COMMIT");
    }

    /** Gives up the connection, and with it what was not committed. */
    void discard() {
        try {
            open.ifPresent(Handle::close);
        } catch (JdbiException e) {
            LOG.debug("a broken connection did not close well", e);
        }
        open = Optional.empty();
    }

    /** While nobody waits: gives freed pages back and empties the write-ahead log, which a busy hour may have left large. */
    void tidy() {
        try {
            guard.check();
            if (untidy) {
                untidy = false;
                open.ifPresent(Writer::giveBack);
            }
            told = false;
        } catch (RuntimeException e) {
            // tried each second, and told once: a file that was deleted stays so
            LOG.atLevel(told ? Level.DEBUG : Level.WARN)
                    .log(
                            "could not tidy up the database: {}",
                            Failures.unavailable(e).getMessage());
            told = true;
            discard();
        }
    }

    void close() {
        untidy = true;
        tidy();
        discard();
    }

    private static void giveBack(Handle handle) {
        // a prepared statement would give back a single page
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.executeUpdate("PRAGMA incremental_vacuum(" + PAGES_GIVEN_BACK + ")");
        } catch (SQLException e) {
            throw new StoreUnavailableException("freed pages could not be given back", e);
        }
        handle.select("PRAGMA wal_checkpoint(TRUNCATE)").mapToMap().list();
    }
}
