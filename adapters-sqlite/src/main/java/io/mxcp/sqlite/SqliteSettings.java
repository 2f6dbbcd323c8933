package io.mxcp.sqlite;

import java.nio.file.Path;

/**
 * Which database to open.
 *
 * @param file it and its folder are created where they are missing
 * @param realm whose rows to see, such as {@code project/profile}
 * @param allowWiderRights whether to go on with files that others than their owner may read
 */
public record SqliteSettings(Path file, String realm, boolean allowWiderRights) {
    /** For files that only their owner may read. */
    public SqliteSettings(Path file, String realm) {
        this(file, realm, false);
    }

    /** Where the key belongs that goes with the database. */
    public Path keyFile() {
        return file.resolveSibling(file.getFileName() + ".key");
    }
}
