package io.mxcp.bootstrap.cli;

/** An option or argument that cannot be used; the message says which, and what would do. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
