package io.mxcp.bootstrap.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Keycloak as its Maven artifact brings it, unpacked and built, which takes twenty seconds and more, once for all test runs
 * of this machine: each server runs in a folder of its own that points to the result.
 */
final class KeycloakDistribution {
    private static final Path ARTIFACTS = Path.of("target", "keycloak");
    private static final List<String> SHARED = List.of("lib", "conf", "providers", "themes", "version.txt");

    private final Path home;

    private KeycloakDistribution(Path home) {
        this.home = home;
    }

    /** Unpacks and builds, unless a run before this one did. */
    static KeycloakDistribution prepare() throws IOException, InterruptedException {
        Path artifact = artifact();
        String name = artifact.getFileName().toString().replace(".zip", "");
        return new KeycloakDistribution(MachineCache.folder(name, folder -> build(artifact, folder)));
    }

    /** Lays out a folder in which one server can run: its own data, everything else shared. */
    Path layOut(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(folder.resolve("data").resolve("import"));
        Files.copy(home.resolve("bin").resolve("kc.sh"), folder.resolve("bin").resolve("kc.sh"));
        for (String shared : SHARED) {
            Files.createSymbolicLink(folder.resolve(shared), home.resolve(shared));
        }
        return folder;
    }

    /** The start script in {@code folder}, run by the Java that runs the tests. */
    static ProcessBuilder command(Path folder, List<String> arguments) {
        Stream<String> script = Stream.of("sh", folder.resolve("bin/kc.sh").toString());
        ProcessBuilder command =
                new ProcessBuilder(Stream.concat(script, arguments.stream()).toList());
        command.directory(folder.toFile());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return command;
    }

    private static Path artifact() throws IOException {
        if (Files.isDirectory(ARTIFACTS)) {
            try (Stream<Path> files = Files.list(ARTIFACTS)) {
                return files.filter(file -> file.toString().endsWith(".zip"))
                        .findFirst()
                        .orElseThrow(() -> new IOException("no Keycloak in " + ARTIFACTS));
            }
        }
        throw new IOException("no folder " + ARTIFACTS + ": the build copies Keycloak there before integration tests");
    }

    private static void build(Path artifact, Path folder) throws IOException, InterruptedException {
        unpack(artifact, folder);
        Path log = folder.resolve("build.log");
        Process build = command(folder, List.of("build", "--db=dev-mem"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (build.waitFor() != 0) {
            throw new IOException("Keycloak's build failed:\n" + Files.readString(log));
        }
    }

    /** Drops the one folder that everything in the archive is in. */
    private static void unpack(Path artifact, Path target) throws IOException {
        try (InputStream file = Files.newInputStream(artifact);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path name = Path.of(entry.getName());
                if (!entry.isDirectory()) {
                    Path to = target.resolve(name.subpath(1, name.getNameCount()));
                    Files.createDirectories(to.resolveSibling("."));
                    Files.copy(zip, to);
                }
            }
        }
    }
}
