package io.mxcp.duckdb;

import io.mxcp.domain.secret.SecretGenerator;
import java.io.IOException;
import java.nio.file.Path;

/** A process that opens spools beside ours, one after another, and ends. */
final class SpoolOfAnotherProcess {
    private SpoolOfAnotherProcess() {}

    /** Its exit code, where it opened one. */
    static int comeAndGo(Path folder) throws IOException, InterruptedException {
        return start(folder, 1).waitFor();
    }

    static Process start(Path folder, int times) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpoolOfAnotherProcess.class.getName(),
                        folder.toString(),
                        Integer.toString(times))
                .inheritIO()
                .start();
    }

    /** Arguments: the folder that spools lie in, and how many are opened. Fails where one is lost. */
    public static void main(String[] arguments) throws IOException {
        openAndClose(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    }

    static void openAndClose(Path folder, int times) throws IOException {
        SecretGenerator random = new SecretGenerator();
        for (int time = 0; time < times; time++) {
            try (Spool spool = Spool.create(folder, random)) {
                Spool.write(spool.newFile()).close();
            }
        }
    }
}
