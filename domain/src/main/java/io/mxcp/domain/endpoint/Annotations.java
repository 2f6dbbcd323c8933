package io.mxcp.domain.endpoint;

import java.util.Optional;

/** What a tool's author tells clients of its effects (MCP tool annotations); hints only, except that {@code readOnlyHint: false} lets it write. */
public record Annotations(
        Optional<String> title,
        Optional<Boolean> readOnlyHint,
        Optional<Boolean> destructiveHint,
        Optional<Boolean> idempotentHint,
        Optional<Boolean> openWorldHint) {
    /** Nothing said. */
    public static final Annotations NONE =
            new Annotations(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
