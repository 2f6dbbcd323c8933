package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.SiteConfig;
import io.mxcp.bootstrap.config.Surroundings;
import io.mxcp.bootstrap.config.yaml.Problem;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.domain.endpoint.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The endpoint files of a project. */
public final class EndpointFiles {
    private static final int MAX_DEPTH = 32;

    private final Surroundings surroundings;
    private final SiteConfig site;
    private final Problems problems;

    /** Reads for this project and tells mistakes there. */
    public EndpointFiles(Surroundings surroundings, SiteConfig site, Problems problems) {
        this.surroundings = surroundings;
        this.site = site;
        this.problems = problems;
    }

    /** All tools that can be served, by the path of their files; every mistake of every file is told. */
    public List<ToolInFile> tools() {
        warnOfOthers(site.paths().resources(), "resources");
        warnOfOthers(site.paths().prompts(), "prompts");
        List<ToolInFile> tools = new ArrayList<>();
        Map<String, String> fileByName = new TreeMap<>();
        site.sqlTools().builtIn().forEach(name -> fileByName.put(name, "the built-in SQL tools"));
        for (Path path : filesUnder(site.paths().tools())) {
            String file = surroundings.nameOf(path);
            if (path.toString().endsWith(".yaml")) {
                problems.warning(Problem.of(file, "not read: the name of an endpoint file ends in .yml"));
            } else {
                new ToolReader(site.folder(), path, file, problems).read().ifPresent(found -> {
                    tellSecond(found, file, fileByName);
                    found.served().ifPresent(tool -> tools.add(new ToolInFile(tool, file)));
                });
            }
        }
        return tools;
    }

    /**
     * A tool and where it was read.
     *
     * @param file as the operator knows it
     */
    public record ToolInFile(Tool tool, String file) {}

    private void tellSecond(ToolReader.Found found, String file, Map<String, String> fileByName) {
        String first = fileByName.putIfAbsent(found.name().value(), file);
        if (first != null) {
            found.name().place().error("there is another tool '" + found.name().value() + "' in " + first);
        }
    }

    private void warnOfOthers(Path folder, String what) {
        List<Path> files = filesUnder(folder);
        if (!files.isEmpty()) {
            problems.warning(Problem.of(
                    surroundings.nameOf(folder),
                    what + " are not served yet: " + files.size() + (files.size() == 1 ? " file has" : " files have")
                            + " no effect"));
        }
    }

    private List<Path> filesUnder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder, MAX_DEPTH)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path ->
                            path.toString().endsWith(".yml") || path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            problems.error(Problem.of(surroundings.nameOf(folder), "the folder cannot be read"));
            return List.of();
        }
    }
}
