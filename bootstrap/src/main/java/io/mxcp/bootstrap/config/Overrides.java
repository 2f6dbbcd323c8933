package io.mxcp.bootstrap.config;

import java.util.Optional;

/**
 * What the command line says; it wins over everything.
 *
 * @param port 0 to 65535; 0 takes a free one
 */
public record Overrides(Optional<String> profile, Optional<Integer> port, Optional<Boolean> sqlTools, boolean debug) {
    /** Nothing said. */
    public static final Overrides NONE = new Overrides(Optional.empty(), Optional.empty(), Optional.empty(), false);
}
