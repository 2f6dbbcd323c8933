package io.mxcp.bootstrap.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.bootstrap.config.Overrides;
import io.mxcp.bootstrap.config.ProjectFolder;
import io.mxcp.bootstrap.config.SchemaCheck;
import io.mxcp.bootstrap.config.SiteReader;
import io.mxcp.bootstrap.config.yaml.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A project with endpoint files, and what comes of reading them. */
final class EndpointFolder {
    private final ProjectFolder project;

    private EndpointFolder(ProjectFolder project) {
        this.project = project;
    }

    static EndpointFolder in(Path root) throws IOException {
        return new EndpointFolder(ProjectFolder.in(root));
    }

    EndpointFolder file(String name, String text) throws IOException {
        project.file(name, text);
        return this;
    }

    /** What one reading gave, and what was told, as printed. */
    record Reading(Endpoints endpoints, List<String> errors, List<String> warnings) {}

    Reading read() {
        Problems problems = new Problems();
        Endpoints endpoints = new SiteReader(project.surroundings(), Overrides.NONE, problems)
                .read()
                .map(site -> new EndpointFiles(project.surroundings(), site, problems).read())
                .orElseThrow()
                .endpoints();
        return new Reading(endpoints, project.printed(problems.errors()), project.printed(problems.warnings()));
    }

    private List<String> problemsOfTheSchema() {
        try (Stream<Path> files = Files.walk(project.path("project"))) {
            List<String> found = new ArrayList<>();
            for (Path file : files.filter(EndpointFolder::isEndpoint).toList()) {
                found.addAll(SchemaCheck.problems(file, EndpointFile.schema()));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEndpoint(Path file) {
        return file.toString().endsWith(".yml") && !file.endsWith("mxcp-site.yml");
    }

    /** What good files hold, also by the schema. */
    Endpoints good() {
        Reading reading = read();
        assertThat(reading.errors()).isEmpty();
        assertThat(problemsOfTheSchema()).isEmpty();
        return reading.endpoints();
    }
}
