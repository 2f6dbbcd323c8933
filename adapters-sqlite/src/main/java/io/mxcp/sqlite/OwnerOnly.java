package io.mxcp.sqlite;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
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

    private static final int STICKY = 01000;

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
            throw new UnusableFileException("cannot create the folder " + folder + ": " + reason(e), e);
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
            throw new UnusableFileException("cannot create " + file + ": " + reason(e), e);
        }
    }

    /** What the system says, and what to do where that is plain. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "the server's user has no right to write there. Give it the folder, or name another place";
        } else if (e instanceof FileAlreadyExistsException) {
            return "a file of this name is there";
        } else if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return e.getClass().getSimpleName();
    }

    /**
     * Refuses a folder of this file that others may write to: they could put a file of theirs in its place. In one with the sticky
     * bit, such as {@code /tmp}, nobody replaces files of others. Reading and entering it does no harm.
     */
    static void requireFolderOf(Path file) {
        try {
            requireOwnersFolder(realFolderOf(file.toAbsolutePath()), file);
            if (Files.isSymbolicLink(file)) {
                requireOwnersFolder(realFolderOf(file.toRealPath()), file);
            }
        } catch (IOException e) {
            throw new UnusableFileException("cannot read the rights of the folder of " + file + ": " + reason(e), e);
        }
    }

    private static Path realFolderOf(Path file) throws IOException {
        Path folder = file.getParent();
        return folder == null ? file : folder.toRealPath();
    }

    private static void requireOwnersFolder(Path folder, Path file) throws IOException {
        if (!knowsRights(folder) || isSticky(folder)) {
            return;
        }
        Set<PosixFilePermission> rights = rightsOf(folder);
        if (rights.contains(PosixFilePermission.GROUP_WRITE) || rights.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new UnusableFileException("the folder of " + file
                    + " can be written to by others than its owner, who could replace the file. Run: chmod go-w "
                    + folder);
        }
    }

    private static boolean isSticky(Path folder) throws IOException {
        return folder.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Files.getAttribute(folder, "unix:mode") instanceof Integer mode
                && (mode & STICKY) != 0;
    }

    /** Refuses a file that others may use, and a folder in its place; one that is missing is fine. */
    static void require(Path file) {
        if (Files.isDirectory(file)) {
            throw new UnusableFileException(file + " is a folder. Name a file in it");
        }
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
            throw new UnusableFileException("cannot read the rights of " + file + ": " + reason(e), e);
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
