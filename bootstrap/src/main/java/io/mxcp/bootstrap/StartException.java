package io.mxcp.bootstrap;

/** Why the server does not start, or did not stop in order: a sentence for the operator. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With its cause. */
    public StartException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Without one. */
    public StartException(String message) {
        super(message);
    }
}
