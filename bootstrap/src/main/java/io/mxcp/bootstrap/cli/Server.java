package io.mxcp.bootstrap.cli;

import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.domain.endpoint.Tool;
import java.util.List;

/** What {@code serve} starts. */
@FunctionalInterface
public interface Server {
    /**
     * Serves until it is told to stop.
     *
     * @param tools what to serve besides the built-in tools, in the order of their files
     * @return the exit code; why it could not start is told by then
     */
    int serve(Configuration configuration, List<Tool> tools);
}
