package io.mxcp.bootstrap.cli;

/** What the program tells the shell. */
public final class ExitCode {
    /** All went well. */
    public static final int OK = 0;

    /** A check failed, or the server could not start. */
    public static final int FAILED = 1;

    /** The command line is wrong. */
    public static final int WRONG_USE = 2;

    private ExitCode() {}
}
