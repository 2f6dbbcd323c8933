package io.mxcp.bootstrap.benchmarks;

import io.mxcp.bootstrap.config.Overrides;
import io.mxcp.bootstrap.config.SiteConfig;
import io.mxcp.bootstrap.config.SiteReader;
import io.mxcp.bootstrap.config.Surroundings;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.bootstrap.endpoints.EndpointFiles;
import io.mxcp.bootstrap.endpoints.FilesRead;
import io.mxcp.domain.endpoint.Prompt;
import io.mxcp.domain.endpoint.PromptException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reading 500 endpoint files, cold and warm: 400 tools and 100 resources, then with a first prompt, which loads the library of
 * templates, then with 100 prompts. The first figure is what a start pays (aim of the whole start: 2 s).
 */
public final class EndpointFilesBenchmark {
    private EndpointFilesBenchmark() {}

    /** Runs it. */
    public static void main(String... arguments) throws IOException, PromptException {
        Figures.printMachine();
        Path folder = Files.createTempDirectory("endpoints");
        try {
            Files.writeString(folder.resolve("mxcp-site.yml"), "mxcp: 1\nproject: p\nprofile: dev\n");
            EndpointFileTexts.write(folder, 400, 100, 0);
            measure("500 files, cold", folder);
            measure("500 files, again", folder);
            EndpointFileTexts.write(folder, 0, 0, 1);
            measure("and a first prompt", folder);
            EndpointFileTexts.write(folder, 0, 0, 100);
            FilesRead read = measure("and 100 prompts", folder);
            render(read.prompts().get(0).endpoint());
        } finally {
            delete(folder);
        }
        Figures.printLoad();
    }

    private static FilesRead measure(String what, Path folder) {
        Problems problems = new Problems();
        Surroundings surroundings = new Surroundings(folder, folder, Map.of(), InstantSource.system());
        SiteConfig site = new SiteReader(surroundings, Overrides.NONE, problems)
                .read()
                .orElseThrow(() -> new IllegalStateException(problems.errors().toString()));
        long cpu = cpu();
        long start = System.nanoTime();
        FilesRead read = new EndpointFiles(surroundings, site, problems).read();
        long took = System.nanoTime() - start;
        if (problems.hasErrors()) {
            throw new IllegalStateException(problems.errors().toString());
        }
        System.out.printf("%-20s %.0f ms, CPU of this thread %.0f ms%n", what, took / 1e6, (cpu() - cpu) / 1e6);
        return read;
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void render(Prompt prompt) throws PromptException {
        Map<String, Object> arguments = Map.of("region", "north", "months", List.of("may", "june"));
        for (int run : List.of(1, 1, 1000)) {
            long start = cpu();
            for (int i = 0; i < run; i++) {
                prompt.messages().get(0).text().render(arguments);
            }
            System.out.printf("%-20s CPU %.3f ms%n", "one rendering of " + run, (cpu() - start) / 1e6 / run);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
