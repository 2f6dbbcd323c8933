package io.mxcp.bootstrap.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Endpoint files like those that people write, as many as are wanted. */
final class EndpointFileTexts {
    private EndpointFileTexts() {}

    /** Writes so many of each kind below this folder. */
    static void write(Path folder, int tools, int resources, int prompts) throws IOException {
        for (int i = 0; i < tools; i++) {
            write(folder.resolve("tools/group" + i % 10 + "/t" + i + ".yml"), """
                    mxcp: 1
                    tool:
                      name: tool_%1$d
                      description: The sales of one region since a day, summed by month
                      tags: [sales, figures]
                      annotations: {title: Sales, readOnlyHint: true}
                      parameters:
                        - {name: region, type: string, enum: [north, south, east, west], default: north}
                        - {name: since, type: string, format: date}
                        - {name: least, type: number, minimum: 0, default: 1.5}
                      return:
                        type: array
                        items:
                          type: object
                          properties: {month: {type: string}, sum: {type: number}, owner: {type: string, sensitive: true}}
                      source:
                        code: |
                          SELECT strftime(day, '%%Y-%%m') AS month, sum(price) AS sum, get_username() AS owner
                          FROM sales_%1$d WHERE region = $region AND day >= $since AND price > $least GROUP BY month
                      tests: [{name: north, arguments: [{key: since, value: 2026-01-01}], result_length: 3}]
                    """.formatted(i));
        }
        for (int i = 0; i < resources; i++) {
            write(folder.resolve("resources/r" + i + ".yml"), """
                    mxcp: 1
                    resource:
                      uri: people%1$d://{name}/profile
                      parameters: [{name: name, type: string}]
                      source: {code: SELECT * FROM people WHERE name = $name}
                    """.formatted(i));
        }
        for (int i = 0; i < prompts; i++) {
            write(folder.resolve("prompts/p" + i + ".yml"), """
                    mxcp: 1
                    prompt:
                      name: prompt_%1$d
                      parameters: [{name: region, type: string}, {name: months, type: array, default: []}]
                      messages:
                        - prompt: |
                            Look at {{ region | upper }}{%% for month in months %%}, {{ month }}{%% else %%} all year{%% endfor %%}.
                            {%% if region == 'north' %%}It is cold.{%% endif %%}
                    """.formatted(i));
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }
}
