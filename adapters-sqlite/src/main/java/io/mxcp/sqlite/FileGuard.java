package io.mxcp.sqlite;

import io.mxcp.domain.error.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Notices when the file was deleted or replaced: what is written to the old one then is lost. */
final class FileGuard {
    private final Path file;
    private final Optional<Object> identity;
    private volatile boolean lost;

    FileGuard(Path file) {
        this.file = file;
        this.identity = identity(file);
    }

    /** Looks at the file system; costs a few microseconds. */
    void check() {
        if (!identity(file).equals(identity)) {
            lost = true; // for good: another thread's finding is never taken back
        }
        require();
    }

    /** Refuses if the last look found the file gone; costs nothing. */
    void require() {
        if (lost) {
            throw new StoreUnavailableException(
                    file + " was deleted or replaced while it was in use. Restart the server");
        }
    }

    private static Optional<Object> identity(Path file) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.of(e.getClass());
        }
    }
}
