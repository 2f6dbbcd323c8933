package io.mxcp.architecture.violations.application.other;

import io.mxcp.architecture.violations.application.flow.ThingService;

/** The other half of a cycle. */
public final class Elsewhere {
    /** Goes back. */
    public int run(ThingService service) {
        return service.run();
    }
}
