package io.mxcp.bootstrap.endpoints;

import java.util.Optional;

/** What is known of SQL before it runs. Called by many threads. */
@FunctionalInterface
public interface SqlCheck {
    /** All SQL is taken as it is: its mistakes are told to whoever uses the endpoint. */
    SqlCheck NONE = sql -> Optional.empty();

    /** What is wrong with it, for the one who wrote it; absent if nothing is. */
    Optional<String> mistake(String sql);
}
