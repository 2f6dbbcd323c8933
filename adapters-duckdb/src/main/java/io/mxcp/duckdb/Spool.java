package io.mxcp.duckdb;

import io.mxcp.domain.secret.SecretGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;

/**
 * The one folder from which the locked engine reads: what was downloaded lies there until its lease ends, in files for this
 * account only, whose names nobody can guess.
 *
 * <p>It lies in the temporary folder of the process. A lock tells that its process is alive; what a killed one left behind is
 * deleted when the next one starts. The name tells whose it is: a process must not even look at a lock of its own, since closing any
 * channel to the file gives up the lock (POSIX {@code fcntl}). Safe for use by many threads.
 */
final class Spool implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Spool.class.getName());
    private static final String PREFIX = "mxcp-web-";
    private static final String LOCK = "lock";
    private static final int MOST_ATTEMPTS = 20;

    private final Path root;
    private final FileChannel lock;
    private final SecretGenerator random;

    private Spool(Path root, FileChannel lock, SecretGenerator random) {
        this.root = root;
        this.lock = lock;
        this.random = random;
    }

    static Spool create(SecretGenerator random) throws IOException {
        return create(Path.of(System.getProperty("java.io.tmpdir")), random);
    }

    static Spool create(Path parent, SecretGenerator random) throws IOException {
        String ours = ofThisProcess();
        deleteLeftBehind(parent, ours);
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            Optional<Spool> spool = attempt(parent, ours, random);
            if (spool.isPresent()) {
                return spool.get();
            }
        }
        throw new IOException("other processes take each new folder in " + parent + " for one that was left behind");
    }

    /** Nothing where a process that starts at the same moment has found the folder before it was locked, and deletes it. */
    private static Optional<Spool> attempt(Path parent, String ours, SecretGenerator random) throws IOException {
        Path root = Files.createTempDirectory(parent, ours, onlyForUs()).toRealPath();
        Path file = root.resolve(LOCK);
        FileChannel lock = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
        if (lock.tryLock() != null && Files.exists(file)) {
            return Optional.of(new Spool(root, lock, random));
        }
        lock.close();
        return Optional.empty();
    }

    private static FileAttribute<?>[] onlyForUs() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Its number alone would not do: a container's first process has the number of the one before it. */
    private static String ofThisProcess() {
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return PREFIX + self.pid() + "-" + started + "-";
    }

    private static void deleteLeftBehind(Path parent, String ours) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (!folder.getFileName().toString().startsWith(ours)) {
                    deleteIfDead(folder);
                }
            }
        }
    }

    private static void deleteIfDead(Path folder) {
        try (FileChannel lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock taken = lock.tryLock()) {
            if (taken != null) {
                delete(folder);
            }
        } catch (IOException | OverlappingFileLockException notOurs) { // another account's, or of an engine that lives
            LOG.log(Level.DEBUG, () -> "the folder " + folder + " is left as it is: " + notOurs.getMessage());
        }
    }

    Path root() {
        return root;
    }

    /** A name for a new file. */
    Path newFile() {
        return root.resolve(random.secret().reveal());
    }

    static OutputStream write(Path file) throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Deletes the folder with all that is in it; follows no link. */
    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            /** Deleted by its lease meanwhile. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Deletes a file; one that cannot be deleted now goes with the engine. */
    static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "what was read over HTTP could not be deleted: " + file, e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            delete(root);
        } finally {
            lock.close();
        }
    }
}
