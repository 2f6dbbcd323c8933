package io.mxcp.architecture.violations.application.flow;

/** Writes to the console and throws what has no name. */
public final class PrintsAndThrows {
    /** Does both. */
    public void run() {
        System.out.println("here");
        throw new RuntimeException("nameless");
    }
}
