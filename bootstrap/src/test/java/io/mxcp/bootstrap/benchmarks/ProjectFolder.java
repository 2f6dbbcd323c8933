package io.mxcp.bootstrap.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What an operator has on disk, in a temporary folder: a home with {@code .mxcp/config.yml}, and a project. Removed when closed. */
final class ProjectFolder implements AutoCloseable {
    /** The tools that {@link #withTools} brings. */
    static final List<String> TOOLS = List.of("whoami", "answer", "greet");

    private static final String SITE = """
            mxcp: 1
            project: benchmark
            profile: dev
            profiles:
              dev:
                duckdb:
                  path: data.duckdb
            """;
    private static final String CONFIG = """
            mxcp: 1
            projects:
              benchmark:
                profiles:
                  dev:
                    auth:
                      persistence: {type: sqlite}
                      provider: %s
            """;
    private static final String TOOL = """
            mxcp: 1
            tool:
              name: %s
              description: Returns one row.
              return: {type: object}
              annotations: {readOnlyHint: true}
              source:
                code: SELECT get_username() AS username, get_user_email() AS email, 42 AS answer
            """;

    private static final String WEB = """

                    web: {allowed_hosts: ["%s"], private_addresses: true}
            """;
    private static final String WEB_TOOL = """
            mxcp: 1
            tool:
              name: rows
              description: Returns what a server knows.
              annotations: {readOnlyHint: true}
              source:
                code: >
                  SELECT * FROM read_json_auto('%s/', headers = MAP {'Authorization': 'Bearer ' || get_user_external_token()})
            """;

    private final Path folder;

    private ProjectFolder(Path folder) {
        this.folder = folder;
    }

    /** A project without tools. */
    static ProjectFolder empty(String provider) throws IOException {
        ProjectFolder project = new ProjectFolder(Files.createTempDirectory("mxcp-benchmark"));
        Files.createDirectories(project.home().resolve(".mxcp"));
        Files.createDirectories(project.work().resolve("tools"));
        Files.writeString(project.work().resolve("mxcp-site.yml"), SITE);
        Files.writeString(project.home().resolve(".mxcp/config.yml"), CONFIG.formatted(provider));
        return project;
    }

    /** A project with tools of one row each. */
    static ProjectFolder withTools(String provider) throws IOException {
        ProjectFolder project = empty(provider);
        for (String tool : TOOLS) {
            Files.writeString(project.work().resolve("tools/" + tool + ".yml"), TOOL.formatted(tool));
        }
        return project;
    }

    /** A project with 400 tools and 100 resources, each in a file of its own. */
    static ProjectFolder withManyFiles(String provider) throws IOException {
        ProjectFolder project = empty(provider);
        EndpointFileTexts.write(project.work(), 400, 100, 0);
        return project;
    }

    /** A project with a tool that reads rows over HTTP from this server on loopback, as the person, and one of one row. */
    static ProjectFolder withWebTool(String provider, String address) throws IOException {
        ProjectFolder project = empty(provider + WEB.formatted(address));
        Files.writeString(project.work().resolve("tools/rows.yml"), WEB_TOOL.formatted(address));
        Files.writeString(project.work().resolve("tools/whoami.yml"), TOOL.formatted("whoami"));
        return project;
    }

    /** A section for Keycloak at a port where nothing listens. */
    static String unreachableKeycloak() {
        return """
            keycloak
                      keycloak: {client_id: mxcp, client_secret: secret, realm: staff, server_url: "http://localhost:9"}
            """.strip();
    }

    /** A section for the demo's sign-in provider. */
    static String demo(String url) {
        return """
            demo
                      demo: {url: "%s"}
            """.formatted(url).strip();
    }

    Path home() {
        return folder.resolve("home");
    }

    Path work() {
        return folder.resolve("project");
    }

    Path log() {
        return folder.resolve("server.log");
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
