package io.mxcp.architecture.violations.http;

import io.mxcp.architecture.violations.sqlite.ThingStore;

/** An adapter that knows another. */
public record KnowsAnotherAdapter(ThingStore store) {}
