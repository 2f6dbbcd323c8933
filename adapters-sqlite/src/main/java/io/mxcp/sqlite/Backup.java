package io.mxcp.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * Copies a database while servers use it, as of one moment (T58).
 *
 * <p>Registered clients are in the copy; sign-ins, codes and tokens are not. So nothing that was revoked or rotated after the copy
 * comes back with it, and a copy that gets into wrong hands opens no session.
 */
public final class Backup {
    /** Whatever else a version of the tables has belongs to sign-ins. */
    private static final Set<String> COPIED = Set.of("realms", "clients");

    private Backup() {}

    /**
     * Writes the copy; only its owner may use it.
     *
     * @param target must not exist; it appears when it is whole
     * @throws UnusableFileException if there is no such database, the target exists, or the copy cannot be made; no part of it is
     *     left then
     */
    public static void write(Path file, Path target) {
        if (!Files.isRegularFile(file)) {
            throw new UnusableFileException(file + " does not exist: nobody has used this profile yet");
        }
        if (Files.exists(target)) {
            throw new UnusableFileException(target + " exists. Name another file");
        }
        OwnerOnly.createFolderOf(target);
        Path half = target.resolveSibling(target.getFileName() + ".part");
        if (!OwnerOnly.create(half)) {
            throw new UnusableFileException(half + " exists: another backup runs, or one was cut off. Remove it");
        }
        try {
            copy(file, half);
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (JdbiException e) {
            throw new UnusableFileException(
                    file + " cannot be copied: " + Failures.unavailable(e).getMessage(), e);
        } catch (IOException e) {
            throw new UnusableFileException("cannot write " + target, e);
        } finally {
            removeIfThere(half);
        }
    }

    private static void copy(Path file, Path half) {
        try (Handle source = new Connections(file).openReader()) {
            source.execute("VACUUM INTO ?", half.toAbsolutePath().toString());
        }
        try (Handle copy = new Connections(half).openWriter()) {
            copy.execute("PRAGMA foreign_keys = OFF");
            tables(copy).stream()
                    .filter(table -> !COPIED.contains(table))
                    .forEach(table -> copy.execute("DELETE FROM \"" + table + "\""));
            copy.execute("VACUUM"); // leaves no byte of what was deleted
        }
    }

    private static List<String> tables(Handle handle) {
        return handle.select(
                        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
                .mapTo(String.class)
                .list();
    }

    private static void removeIfThere(Path half) {
        try {
            Files.deleteIfExists(half);
        } catch (IOException e) {
            throw new UnusableFileException("cannot remove " + half, e);
        }
    }
}
