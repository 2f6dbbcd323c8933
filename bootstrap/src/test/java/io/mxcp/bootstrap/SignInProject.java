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
import java.net.URI;
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
    private final int port;
    private String profile = "dev";
    private String sections = "";
    private String transport = "";
    private InstantSource clock = InstantSource.system();

    SignInProject(Path root) throws IOException {
        this.root = root.toRealPath();
        Files.createDirectories(this.root.resolve("home/.mxcp"));
        Files.createDirectories(this.root.resolve("project"));
        environment.put("MXCP_DUCKDB_PATH", ":memory:");
        port = FreePort.find();
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

    /** Where it listens at each of its starts: tokens are good under one address only. */
    URI address() {
        return URI.create("http://localhost:" + port);
    }

    /** Goes by this clock from the next start on. */
    SignInProject clock(InstantSource time) {
        clock = time;
        return this;
    }

    /** Listens and is reached so: members of {@code transport.http}. */
    SignInProject transport(String members) {
        transport = "transport: {http: {" + members + "}}\n";
        return this;
    }

    /** Adds sections to the profile, beside {@code auth}: lines of YAML. */
    SignInProject beside(String text) {
        sections = text;
        return this;
    }

    /** Writes a tool that runs this SQL and returns one row. */
    SignInProject tool(String name, String sql) throws IOException {
        Files.createDirectories(root.resolve("project/tools"));
        Files.writeString(root.resolve("project/tools/" + name + ".yml"), """
                tool:
                  name: %s
                  return: {type: object}
                  source: {code: "%s"}
                """.formatted(name, sql));
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
        return config(transport + "projects:\n  my_project:\n    profiles:\n      " + profile + ":\n"
                + sections.indent(8) + "        auth:\n" + text.indent(10));
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

    /** What is told before the start without preventing it. */
    List<String> warnings() {
        Problems problems = new Problems();
        read(problems);
        return problems.warnings().stream().map(Problem::toString).toList();
    }

    /** Starts the server. */
    RunningServer start() throws StartException {
        Problems problems = new Problems();
        Configuration configuration = read(problems).orElseThrow(() -> new AssertionError(problems.errors()));
        EndpointFiles files = new EndpointFiles(surroundings(), configuration.site(), problems);
        RunningServer server =
                new Broker(clock).start(configuration, files.read().endpoints());
        server.awaitReady();
        return server;
    }

    /** The text of a block of the documentation. */
    static String documented(String file) throws IOException {
        return resource("/documentation/" + file);
    }

    /** The text of a file on the class path. */
    static String resource(String path) throws IOException {
        try (InputStream stream = SignInProject.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(stream, path).readAllBytes(), UTF_8);
        }
    }

    private Optional<Configuration> read(Problems problems) {
        List<ProviderFactory> providers = ServiceLoader.load(ProviderFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        Overrides overrides = new Overrides(Optional.empty(), Optional.of(port), Optional.empty(), true);
        return Configuration.read(surroundings(), overrides, providers, problems);
    }

    Surroundings surroundings() {
        return new Surroundings(root.resolve("project"), home(), Map.copyOf(environment), clock);
    }
}
