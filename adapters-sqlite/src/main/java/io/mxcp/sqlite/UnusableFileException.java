package io.mxcp.sqlite;

/** A database or key file that must not or cannot be used; the message tells the operator what to do, and quotes no content. */
public final class UnusableFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableFileException(String message) {
        super(message);
    }

    UnusableFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
