package io.mxcp.architecture.violations.application.flow;

/** An interface with one implementation. */
public interface ThingService {
    /** Does it. */
    int run();
}
