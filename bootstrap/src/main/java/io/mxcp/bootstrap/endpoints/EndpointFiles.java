package io.mxcp.bootstrap.endpoints;

import io.mxcp.bootstrap.config.SiteConfig;
import io.mxcp.bootstrap.config.Surroundings;
import io.mxcp.bootstrap.config.yaml.Problem;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.bootstrap.endpoints.EndpointReader.Held;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The endpoint files of a project. */
public final class EndpointFiles {
    private static final int MAX_DEPTH = 32;

    private final Surroundings surroundings;
    private final SiteConfig site;
    private final SqlCheck check;
    private final Problems problems;

    /** Reads for this project and tells mistakes there, but none of SQL. */
    public EndpointFiles(Surroundings surroundings, SiteConfig site, Problems problems) {
        this(surroundings, site, SqlCheck.NONE, problems);
    }

    /** The same, with what this check says of each endpoint's SQL. */
    public EndpointFiles(Surroundings surroundings, SiteConfig site, SqlCheck check, Problems problems) {
        this.surroundings = surroundings;
        this.site = site;
        this.check = check;
        this.problems = problems;
    }

    /**
     * All endpoints that can be served; every mistake of every file is told. Any kind may stand in any of the three folders. Files are
     * read side by side, since a project may have hundreds, and put together in their order.
     */
    public FilesRead read() {
        Collected collected = new Collected(site.sqlTools().builtIn());
        List<Reading> readings = files().parallelStream().map(this::read).toList();
        readings.forEach(reading -> reading.held().ifPresent(held -> held.into(collected)));
        readings.forEach(reading -> problems.addAll(reading.problems()));
        return collected.all();
    }

    /** One file that was read, and what is wrong with it. */
    private record Reading(Optional<Held> held, Problems problems) {}

    private Reading read(Path path) {
        Problems ofFile = new Problems();
        String file = surroundings.nameOf(path);
        if (path.toString().endsWith(".yaml")) {
            ofFile.warning(Problem.of(file, "not read: the name of an endpoint file ends in .yml"));
            return new Reading(Optional.empty(), ofFile);
        }
        return new Reading(new EndpointReader(site.folder(), path, file, check, ofFile).read(), ofFile);
    }

    /** Each once, even if one folder is within another. */
    private List<Path> files() {
        Set<Path> files = new LinkedHashSet<>();
        files.addAll(filesUnder(site.paths().tools()));
        files.addAll(filesUnder(site.paths().resources()));
        files.addAll(filesUnder(site.paths().prompts()));
        return List.copyOf(files);
    }

    /** What editors, file managers and version control keep beside files begins with a dot. */
    private static boolean isHidden(Path path) {
        for (Path name : path) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private List<Path> filesUnder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder, MAX_DEPTH)) {
            return paths.filter(path -> !isHidden(folder.relativize(path)))
                    .filter(Files::isRegularFile)
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
