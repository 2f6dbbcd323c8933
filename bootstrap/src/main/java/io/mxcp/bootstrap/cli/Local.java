package io.mxcp.bootstrap.cli;

import io.mxcp.application.endpoint.EndpointFlows;
import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.domain.query.QueryEngine;
import java.util.function.ToIntFunction;

/** What commands that run SQL here, beside no server, are given. */
@FunctionalInterface
public interface Local {
    /**
     * Opens the project's database, does the work with it, and closes it.
     *
     * @return the exit code of the work, or that of a failure, which is told by then: a server that runs keeps its database to itself
     */
    int run(Configuration configuration, ToIntFunction<Opened> work);

    /**
     * The database while it is open.
     *
     * @param flows what a server would do with an endpoint, over this engine
     */
    record Opened(QueryEngine engine, EndpointFlows flows) {}
}
