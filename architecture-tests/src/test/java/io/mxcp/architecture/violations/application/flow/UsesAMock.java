package io.mxcp.architecture.violations.application.flow;

import io.mxcp.architecture.violations.mocking.Mock;

/** Mocks. */
public record UsesAMock(Mock mock) {}
