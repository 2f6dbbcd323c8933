package io.mxcp.architecture.violations.application.flow;

import io.mxcp.architecture.violations.application.other.Elsewhere;

/** The one implementation, in a cycle with another package. */
public final class ThingServiceImpl implements ThingService {
    @Override
    public int run() {
        return new Elsewhere().run(this);
    }
}
