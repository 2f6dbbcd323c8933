package io.mxcp.architecture.violations.application.util;

/** A package that fits everything. */
public final class Things {
    private Things() {}
}
