package io.mxcp.architecture.violations.mocking;

/** Stands for a mocking library; lies in no module. */
public final class Mock {}
