package io.mxcp.domain.error;

/**
 * The store cannot take or give anything at the moment: disk full, locked by another process, I/O error, too much queued. Nothing
 * was changed. The same request may succeed later, so the edge answers 503 with {@code Retry-After}.
 */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message for the operator, free of stored values. */
    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** With a message for the operator, free of stored values. */
    public StoreUnavailableException(String message) {
        super(message);
    }
}
