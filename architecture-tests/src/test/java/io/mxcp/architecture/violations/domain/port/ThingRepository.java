package io.mxcp.architecture.violations.domain.port;

/** A port without a contract. */
public interface ThingRepository {
    /** How many. */
    int count();
}
