package io.mxcp.bootstrap.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an operator has on disk: a home folder with {@code .mxcp/config.yml}, and a project folder with tools and data.
 *
 * <p>Every person of the realm owns two orders; readings are dealt out in turn to the invented people, ann and bob.
 */
record Project(Path folder) {
    private static final Path RESOURCES = Path.of("src", "test", "resources", "e2e");
    private static final int OWNERS = KeycloakServer.INVENTED_PEOPLE + 2;

    static Project create(Path folder, String configuration, int readings) throws IOException, SQLException {
        Project project = new Project(folder.toAbsolutePath());
        Files.createDirectories(project.home().resolve(".mxcp"));
        Files.copy(RESOURCES.resolve(configuration), project.home().resolve(".mxcp/config.yml"));
        copy(RESOURCES.resolve("project"), project.work());
        fill(project.work().resolve("data.duckdb"), readings);
        return project;
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

    /** The SQLite database, its write-ahead log, the key: whatever the server keeps about sign-ins. */
    List<Path> stored() throws IOException {
        try (Stream<Path> files = Files.walk(home().resolve(".mxcp"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("config.yml"))
                    .toList();
        }
    }

    /** How many of {@code readings} readings the invented person of this number owns. */
    static int readingsOf(int number, int readings) {
        return readings / OWNERS + (number < readings % OWNERS ? 1 : 0);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void fill(Path database, int readings) throws SQLException {
        String owner = "CASE i %% %d WHEN %d THEN 'ann' WHEN %d THEN 'bob' ELSE printf('person%%02d', i %% %d) END"
                .formatted(OWNERS, OWNERS - 2, OWNERS - 1, OWNERS);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE readings AS SELECT " + owner + " AS owner, i AS reading FROM range("
                    + readings + ") AS r(i)");
            statement.execute("CREATE TABLE orders AS SELECT " + owner
                    + " AS owner, printf('item %d', i) AS item, i * 10 AS amount FROM range(" + 2 * OWNERS
                    + ") AS r(i)");
        }
    }
}
