package io.mxcp.architecture.violations.sqlite;

import io.mxcp.architecture.violations.domain.port.ThingRepository;

/** An implementation that no test proves. */
public final class ThingStore implements ThingRepository {
    @Override
    public int count() {
        return 1;
    }
}
