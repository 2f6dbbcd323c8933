package io.mxcp.architecture.violations.domain.error;

/** Stands for the refusal. */
public final class OAuthException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A refusal. */
    public OAuthException(String description) {
        super(description);
    }
}
