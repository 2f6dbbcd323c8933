package io.mxcp.bootstrap.cli;

import java.util.Optional;

/** What {@code demo} starts. */
@FunctionalInterface
public interface Demo {
    /**
     * Serves the demo until it is told to stop.
     *
     * @param port 0 to 65535, 0 takes a free one; absent: the usual one
     * @return the exit code; why it could not start is told by then
     */
    int serve(Optional<Integer> port, boolean debug);
}
