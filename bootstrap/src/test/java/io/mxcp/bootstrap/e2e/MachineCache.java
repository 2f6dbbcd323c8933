package io.mxcp.bootstrap.e2e;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What takes long to make is made once for all test runs of this machine: it rests in {@code ~/.cache/mxcp} and is never
 * written again.
 */
final class MachineCache {
    private static final Path FOLDER = Path.of(System.getProperty("user.home"), ".cache", "mxcp");

    private MachineCache() {}

    /** Fills a new folder, which has another name later. */
    @FunctionalInterface
    interface Filling {
        void into(Path folder) throws IOException, InterruptedException;
    }

    /** The folder of this name, filled now unless a run before this one did; runs at the same time wait for each other. */
    @SuppressWarnings("try") // the lock is held, not looked at
    static Path folder(String name, Filling filling) throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Path folder = FOLDER.resolve(name);
        try (FileChannel channel = FileChannel.open(
                        FOLDER.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!Files.exists(folder)) {
                fill(filling, Files.createTempDirectory(FOLDER, name), folder);
            }
        }
        return folder;
    }

    private static void fill(Filling filling, Path temporary, Path folder) throws IOException, InterruptedException {
        try {
            filling.into(temporary);
            // only a finished folder has the name that others look for
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(temporary);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
