package io.mxcp.bootstrap.cli;

import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.config.Overrides;
import io.mxcp.bootstrap.config.SiteConfig;
import io.mxcp.bootstrap.config.SiteReader;
import io.mxcp.bootstrap.config.Surroundings;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.bootstrap.endpoints.EndpointFiles;
import io.mxcp.bootstrap.endpoints.FilesRead;
import io.mxcp.bootstrap.endpoints.SqlCheck;
import io.mxcp.domain.provider.ProviderFactory;
import java.util.List;
import java.util.Optional;

/**
 * All files of a project, read in one go so that all that is wrong with them is told at once.
 *
 * @param site absent if {@code mxcp-site.yml} is not right
 * @param configuration absent if any settings are not right
 * @param files the endpoints that are right
 */
record Project(Optional<SiteConfig> site, Optional<Configuration> configuration, FilesRead files, Problems problems) {
    static Project read(Surroundings surroundings, Overrides overrides, List<ProviderFactory> factories) {
        return read(surroundings, overrides, factories, SqlCheck.NONE);
    }

    /** The same, with what this check says of each endpoint's SQL. */
    static Project read(
            Surroundings surroundings, Overrides overrides, List<ProviderFactory> factories, SqlCheck check) {
        Problems problems = new Problems();
        Optional<SiteConfig> site = new SiteReader(surroundings, overrides, problems).read();
        Optional<Configuration> configuration = Configuration.read(surroundings, overrides, factories, site, problems);
        return new Project(site, configuration, endpoints(surroundings, site, check, problems), problems);
    }

    /** Only the project's own files: no variable of the user's settings needs to be set. */
    static Project readEndpoints(Surroundings surroundings, Overrides overrides) {
        Problems problems = new Problems();
        Optional<SiteConfig> site = new SiteReader(surroundings, overrides, problems).read();
        return new Project(site, Optional.empty(), endpoints(surroundings, site, SqlCheck.NONE, problems), problems);
    }

    /** The settings, if nothing at all is wrong with the project. */
    Optional<Configuration> ready() {
        return configuration.filter(ignored -> !problems.hasErrors());
    }

    private static FilesRead endpoints(
            Surroundings surroundings, Optional<SiteConfig> site, SqlCheck check, Problems problems) {
        return site.map(known -> new EndpointFiles(surroundings, known, check, problems).read())
                .orElse(FilesRead.NONE);
    }
}
