package io.mxcp.bootstrap.cli;

import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.endpoints.Endpoints;

/** What {@code serve} starts. */
@FunctionalInterface
public interface Server {
    /**
     * Serves until it is told to stop.
     *
     * @param endpoints what to serve besides the built-in tools
     * @return the exit code; why it could not start is told by then
     */
    int serve(Configuration configuration, Endpoints endpoints);
}
