package io.mxcp.duckdb;

import io.mxcp.domain.secret.SecretGenerator;
import java.io.IOException;
import java.nio.file.Path;

/** A process that opens a spool beside ours, and ends. */
final class SpoolOfAnotherProcess {
    private SpoolOfAnotherProcess() {}

    /** Its exit code. */
    static int comeAndGo(Path folder) throws IOException, InterruptedException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpoolOfAnotherProcess.class.getName(),
                        folder.toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Argument: the folder that spools lie in. */
    public static void main(String[] arguments) throws IOException {
        Spool.create(Path.of(arguments[0]), new SecretGenerator()).close();
    }
}
