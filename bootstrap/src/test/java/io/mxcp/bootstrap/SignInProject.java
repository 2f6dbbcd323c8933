package io.mxcp.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.config.Overrides;
import io.mxcp.bootstrap.config.Surroundings;
import io.mxcp.bootstrap.config.yaml.Problem;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.bootstrap.endpoints.EndpointFiles;
import io.mxcp.domain.provider.ProviderFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/** A project {@code my_project} and a home beside it, read with the providers that the program ships with. */
final class SignInProject {
    private static final Pattern EXPORT = Pattern.compile("(?m)^export (\\w+)=\"([^\"]*)\"");

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();
    private String profile = "dev";

    SignInProject(Path root) throws IOException {
        this.root = root.toRealPath();
        Files.createDirectories(this.root.resolve("home/.mxcp"));
        Files.createDirectories(this.root.resolve("project"));
        environment.put("MXCP_DUCKDB_PATH", ":memory:");
    }

    Path home() {
        return root.resolve("home");
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Serves this profile. */
    SignInProject profile(String name) {
        profile = name;
        return this;
    }

    /** Writes the user's settings. */
    SignInProject config(String text) throws IOException {
        Files.writeString(home().resolve(".mxcp/config.yml"), text);
        Files.writeString(
                root.resolve("project/mxcp-site.yml"),
                "mxcp: 1\nproject: my_project\nprofile: " + profile + "\nsql_tools: {enabled: true}\n");
        return this;
    }

    /** Writes the user's settings with this in {@code auth} of the profile. */
    SignInProject auth(String text) throws IOException {
        return config("projects:\n  my_project:\n    profiles:\n      dev:\n        auth:\n" + text.indent(10));
    }

    /** Sets what this file of {@code export} lines sets, and tells the names. */
    List<String> export(String file) throws IOException {
        return EXPORT.matcher(documented(file))
                .results()
                .map(line -> {
                    environment.put(line.group(1), line.group(2));
                    return line.group(1);
                })
                .toList();
    }

    /** What prevents the start. */
    List<String> errors() {
        Problems problems = new Problems();
        read(problems);
        return problems.errors().stream().map(Problem::toString).toList();
    }

    /** Starts the server on a free port. */
    RunningServer start() throws StartException {
        Problems problems = new Problems();
        Configuration configuration = read(problems).orElseThrow(() -> new AssertionError(problems.errors()));
        EndpointFiles files = new EndpointFiles(surroundings(), configuration.site(), problems);
        RunningServer server = new Broker().start(configuration, files.read().endpoints());
        server.awaitReady();
        return server;
    }

    /** The text of a block of the documentation. */
    static String documented(String file) throws IOException {
        try (InputStream stream = SignInProject.class.getResourceAsStream("/documentation/" + file)) {
            return new String(Objects.requireNonNull(stream, file).readAllBytes(), UTF_8);
        }
    }

    private Optional<Configuration> read(Problems problems) {
        List<ProviderFactory> providers = ServiceLoader.load(ProviderFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        Overrides anyPort = new Overrides(Optional.empty(), Optional.of(0), Optional.empty(), true);
        return Configuration.read(surroundings(), anyPort, providers, problems);
    }

    private Surroundings surroundings() {
        return new Surroundings(root.resolve("project"), home(), Map.copyOf(environment), InstantSource.system());
    }
}
