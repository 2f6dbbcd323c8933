package io.mxcp.sqlite;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files that only their owner may use, from their first byte (T57). Where the file system knows no such rights, nothing is checked. */
final class OwnerOnly {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private OwnerOnly() {}

    /** Creates the folder of this file and those above it, as far as they are missing. */
    static void createFolderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectories(folder, rights(folder, "rwx------"));
        } catch (IOException e) {
            throw new UnusableFileException("cannot create the folder " + folder, e);
        }
    }

    /**
     * Creates an empty file.
     *
     * @return whether it was this call that created it
     */
    static boolean create(Path file) {
        try {
            Files.createFile(file, rights(file, "rw-------"));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new UnusableFileException("cannot create " + file, e);
        }
    }

    /** Refuses a file that others may use; one that is missing is fine. */
    static void require(Path file) {
        if (!Files.exists(file) || !knowsRights(file)) {
            return;
        }
        Set<PosixFilePermission> wider = rightsOf(file);
        wider.retainAll(OTHERS);
        if (!wider.isEmpty()) {
            throw new UnusableFileException(file + " can be used by others than its owner. Run: chmod 600 " + file);
        }
    }

    private static Set<PosixFilePermission> rightsOf(Path file) {
        try {
            return EnumSet.copyOf(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UnusableFileException("cannot read the rights of " + file, e);
        } catch (IllegalArgumentException nobodyMayDoAnything) {
            return EnumSet.noneOf(PosixFilePermission.class);
        }
    }

    private static FileAttribute<?>[] rights(Path path, String rights) {
        return knowsRights(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }

    private static boolean knowsRights(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
