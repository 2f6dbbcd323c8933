package io.mxcp.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;

/** Brings a file to the version of the tables that this program knows, one atomic step after the other. */
final class Schema {
    /** "mxcp" in ASCII, so that a file of another program is not taken for ours. */
    private static final int APPLICATION_ID = 0x6d786370;

    private static final int NEWEST = 2;

    private Schema() {}

    static void migrate(Handle handle, Path file) {
        requireWhole(handle, file);
        int version = number(handle, "PRAGMA user_version");
        requireOurs(handle, file, version);
        if (version == 0) {
            handle.execute("PRAGMA auto_vacuum = INCREMENTAL");
        }
        handle.select("PRAGMA journal_mode = WAL").mapTo(String.class).one();
        for (int next = version + 1; next <= NEWEST; next++) {
            step(handle, next);
        }
    }

    private static void requireWhole(Handle handle, Path file) {
        String finding =
                handle.select("PRAGMA quick_check(1)").mapTo(String.class).one();
        if (!finding.equals("ok")) {
            throw new UnusableFileException(
                    file + " is damaged. Restore it from a backup, or move it away to start anew");
        }
    }

    private static void requireOurs(Handle handle, Path file, int version) {
        if (version > NEWEST) {
            throw new UnusableFileException(
                    file + " was written by a newer version of this program: its tables have version " + version
                            + ", this program knows " + NEWEST);
        }
        int tables = number(handle, "SELECT count(*) FROM sqlite_schema");
        if (tables > 0 && number(handle, "PRAGMA application_id") != APPLICATION_ID) {
            throw new UnusableFileException(file + " is a database of another program. Configure another path");
        }
    }

    /** A step that another process has done meanwhile is not done again. */
    private static void step(Handle handle, int version) {
        handle.execute("BEGIN IMMEDIATE");
        try {
            if (number(handle, "PRAGMA user_version") < version) {
                handle.createScript(script(version)).execute();
                handle.execute("PRAGMA application_id = " + APPLICATION_ID);
                handle.execute("PRAGMA user_version = " + version);
            }
            handle.execute("COMMIT");
        } catch (RuntimeException e) {
            handle.execute("ROLLBACK");
            throw e;
        }
    }

    private static int number(Handle handle, String sql) {
        return handle.select(sql).mapTo(int.class).one();
    }

    private static String script(int version) {
        String name = "schema-" + version + ".sql";
        try (InputStream script = Schema.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException("the archive lacks " + name);
            }
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
