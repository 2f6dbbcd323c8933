package io.mxcp.architecture.violations.http;

import io.mxcp.architecture.violations.domain.port.ThingRepository;

/** A servlet that asks a store. */
public record DecidesItself(ThingRepository things) {}
