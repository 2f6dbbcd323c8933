package io.mxcp.domain.query;

/** On whose behalf a query runs: one person, or explicitly nobody. There is no third case and no default. */
public sealed interface Caller permits AuthenticatedUser, Anonymous {}
