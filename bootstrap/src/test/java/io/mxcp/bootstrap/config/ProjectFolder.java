package io.mxcp.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.bootstrap.config.yaml.Problem;
import io.mxcp.bootstrap.config.yaml.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A project folder and a home beside it, to be filled by a test. */
public final class ProjectFolder {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-01T10:00:00Z"));

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();
    private Overrides overrides = Overrides.NONE;
    private Problems problems = new Problems();

    private ProjectFolder(Path root) {
        this.root = root;
    }

    /** A project {@code my_project} with profile {@code dev} below this folder. */
    public static ProjectFolder in(Path root) throws IOException {
        ProjectFolder folder = new ProjectFolder(root.toRealPath());
        return folder.file("project/mxcp-site.yml", "mxcp: 1\nproject: my_project\nprofile: dev\n");
    }

    /** Writes a file, by its path below the root ({@code project/…}, {@code home/…}). */
    public ProjectFolder file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
        Files.writeString(file, text);
        return this;
    }

    /** Writes {@code config.yml} of the home folder. */
    public ProjectFolder config(String text) throws IOException {
        return file("home/.mxcp/config.yml", text);
    }

    /** Writes {@code config.yml} with this in {@code auth} of the profile {@code dev}. */
    public ProjectFolder auth(String text) throws IOException {
        return config("projects:\n  my_project:\n    profiles:\n      dev:\n        auth:\n" + text.indent(10));
    }

    /** Sets an environment variable. */
    public ProjectFolder variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Sets what the command line says. */
    public ProjectFolder options(Overrides options) {
        overrides = options;
        return this;
    }

    /** Reads everything; what is wrong is in {@link #errors} then. */
    public Optional<Configuration> read() {
        return read(List.copyOf(ScriptedProvider.documented()));
    }

    /** The same with these providers. */
    public Optional<Configuration> read(List<io.mxcp.domain.provider.ProviderFactory> factories) {
        problems = new Problems();
        return Configuration.read(surroundings(), overrides, factories, problems);
    }

    /** The settings, which must be right: to our readers and to the schemas. */
    Configuration good() {
        Optional<Configuration> configuration = read();
        SettingsFiles files = new SettingsFiles(ScriptedProvider.documented());
        try {
            assertThat(SchemaCheck.problems(root.resolve("home/.mxcp/config.yml"), files.userSchema()))
                    .isEmpty();
            assertThat(SchemaCheck.problems(root.resolve("project/mxcp-site.yml"), files.siteSchema()))
                    .isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return configuration.orElseThrow(() -> new AssertionError(problems.errors()));
    }

    /** The settings of sign-in, which must be right. */
    AuthConfig goodAuth() {
        return good().auth().orElseThrow();
    }

    /** What prevents the start, as printed, with the folders' names cut off. */
    public List<String> errors() {
        read();
        return printed(problems.errors());
    }

    /** What the operator is told besides, as printed. */
    public List<String> warnings() {
        read();
        return printed(problems.warnings());
    }

    /** What is around the program. */
    public Surroundings surroundings() {
        return new Surroundings(root.resolve("project"), root.resolve("home"), environment, CLOCK);
    }

    /** A path below the root. */
    public Path path(String path) {
        return root.resolve(path);
    }

    /** Problems as printed, with the folders' names cut off. */
    public List<String> printed(List<Problem> told) {
        return told.stream()
                .map(problem -> problem.toString().replace(root.resolve("home/.mxcp") + "/", ""))
                .toList();
    }
}
