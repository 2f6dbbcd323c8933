package io.mxcp.bootstrap.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Cold start of {@code bin/mxcp serve}: from the call of the script to the first answer of the metadata (aim: 0.8 s), the memory that is
 * resident then (aim: 160 MiB), and the same when queries can run; with 500 endpoint files too (aim: 2 s). SQLite, and a provider that
 * cannot be reached. One run before those that count makes the class data archive.
 */
public final class StartBenchmark {
    private static final int RUNS = 7;

    private StartBenchmark() {}

    /** Runs it. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        Figures.printMachine();
        try (ProjectFolder empty = ProjectFolder.empty(ProjectFolder.unreachableKeycloak());
                ProjectFolder tools = ProjectFolder.withTools(ProjectFolder.unreachableKeycloak());
                ProjectFolder files = ProjectFolder.withManyFiles(ProjectFolder.unreachableKeycloak())) {
            measure("without tools", empty);
            measure("with 3 tools", tools);
            measure("with 500 files", files);
        }
        Figures.printLoad();
    }

    /** One start. */
    private record Start(Duration metadata, Duration cpu, long mebibytesThen, Duration ready, long mebibytesReady) {}

    private static void measure(String what, ProjectFolder project) throws IOException, InterruptedException {
        start(project);
        List<Start> starts = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            starts.add(start(project));
        }
        System.out.printf(
                "%-14s metadata after %.0f ms (%s; CPU %.0f ms), %.0f MiB then; ready after %.0f ms, %.0f MiB%n",
                what,
                Figures.median(starts, start -> start.metadata().toMillis()),
                String.join(
                        " ",
                        starts.stream()
                                .map(start -> Long.toString(start.metadata().toMillis()))
                                .toList()),
                Figures.median(starts, start -> start.cpu().toMillis()),
                Figures.median(starts, Start::mebibytesThen),
                Figures.median(starts, start -> start.ready().toMillis()),
                Figures.median(starts, Start::mebibytesReady));
    }

    private static Start start(ProjectFolder project) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(project, ServerProcess.freePort())) {
            Duration metadata = server.awaitMetadata();
            Duration cpu = server.cpu();
            long mebibytes = server.residentMebibytes();
            Duration ready = server.awaitReady();
            return new Start(metadata, cpu, mebibytes, ready, server.residentMebibytes());
        }
    }
}
