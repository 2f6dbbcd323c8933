package io.mxcp.bootstrap.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The command {@code init}: a small project to begin with, in this folder. It overwrites nothing. */
final class Init {
    private final Path folder;
    private final PrintWriter out;
    private final PrintWriter err;

    Init(Path folder, PrintWriter out, PrintWriter err) {
        this.folder = folder;
        this.out = out;
        this.err = err;
    }

    int run() {
        Map<Path, String> files = files();
        List<Path> there = files.keySet().stream().filter(Files::exists).toList();
        if (!there.isEmpty()) {
            there.forEach(
                    file -> err.println("mxcp: " + folder.relativize(file) + " is there already; nothing was written"));
            return ExitCode.FAILED;
        }
        try {
            for (Map.Entry<Path, String> file : files.entrySet()) {
                Files.createDirectories(
                        Optional.ofNullable(file.getKey().getParent()).orElse(folder));
                Files.writeString(file.getKey(), file.getValue(), StandardOpenOption.CREATE_NEW);
                out.println("wrote " + folder.relativize(file.getKey()));
            }
        } catch (IOException e) {
            err.println("mxcp: cannot write in " + folder + ": " + e.getMessage());
            return ExitCode.FAILED;
        }
        out.print(nextSteps());
        return ExitCode.OK;
    }

    private Map<Path, String> files() {
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(folder.resolve("mxcp-site.yml"), """
                mxcp: 1
                project: %1$s
                profile: dev
                profiles:
                  dev:
                    duckdb: {path: data/%1$s.duckdb}
                """.formatted(project()));
        files.put(folder.resolve("tools/whoami.yml"), """
                mxcp: 1
                tool:
                  name: whoami
                  description: Tells who is signed in.
                  return: {type: object}
                  source:
                    code: |
                      SELECT get_username() AS username, get_user_email() AS email, get_user_provider() AS provider
                """);
        files.put(folder.resolve("tools/my_orders.yml"), """
                mxcp: 1
                tool:
                  name: my_orders
                  description: Lists your own orders, newest first.
                  parameters:
                    - {name: at_most, type: integer, default: 20, minimum: 1, maximum: 500, description: How many at most}
                  return: {type: array, items: {type: object}}
                  annotations: {readOnlyHint: true}
                  source:
                    code: |
                      SELECT order_id, ordered_on, amount FROM orders
                      WHERE seller = get_username()
                      ORDER BY ordered_on DESC LIMIT $at_most
                """);
        files.put(folder.resolve("sql/orders.sql"), """
                CREATE OR REPLACE TABLE orders AS
                SELECT * FROM (VALUES
                    (1, DATE '2026-01-05', 120.50, 'ann'),
                    (2, DATE '2026-01-17', 75.00, 'ben'),
                    (3, DATE '2026-02-02', 310.25, 'ann')
                ) AS t (order_id, ordered_on, amount, seller)
                """);
        return files;
    }

    /** The folder's name, as far as a project can be named so. */
    private String project() {
        String name =
                String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_");
        return name.matches("[a-z_].*") ? name : "my_project";
    }

    private String nextSteps() {
        return """

                Next:
                  mxcp query --write @sql/orders.sql
                  mxcp query "SELECT get_username(), count(*) FROM orders WHERE seller = get_username()" --user-context '{"username": "ann"}'
                  mxcp serve

                It serves everybody until a provider is set in ~/.mxcp/config.yml, below
                  projects: {%s: {profiles: {dev: {auth: {provider: github, github: {client_id: …, client_secret: …}}}}}}
                'mxcp providers' lists what there is to set; 'mxcp doctor' tells whether it is right.
                """.formatted(project());
    }
}
