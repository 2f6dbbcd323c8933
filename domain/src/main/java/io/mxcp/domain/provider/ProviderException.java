package io.mxcp.domain.provider;

/**
 * A provider that said no, could not be reached, or answered what cannot be trusted.
 *
 * <p>The message is for the operator's log: a fixed text of ours that names the failing step and, where it helps, a status
 * code, a registered error code, or the setting to check. It never holds what the provider answered, nor a token, code or
 * secret.
 */
public final class ProviderException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What a failure means; only {@link #GRANT_REFUSED} ends a stored grant. */
    public enum Failure {
        /** The person said no, or did not sign in. */
        USER_DENIED,
        /** Our credentials or our registration there are wrong. */
        CLIENT_REFUSED,
        /** The code or refresh token is dead. */
        GRANT_REFUSED,
        /** Signed in, but not allowed here: organisation, domain or e-mail rule. */
        POLICY_REFUSED,
        /** Too many calls. */
        RATE_LIMITED,
        /** May work later: DNS, connect, TLS, time-out, 5xx. */
        UNREACHABLE,
        /** Not to be trusted: not JSON, too large, a field missing, {@code iss} or ID token check failed. */
        INVALID_RESPONSE
    }

    private final Failure failure;
    private final String detail;

    /** A failure, with a message for the operator. */
    public ProviderException(Failure failure, String message) {
        super(message);
        this.failure = failure;
        this.detail = message;
    }

    /** A failure with its technical cause, whose message must be free of secrets as well. */
    public ProviderException(Failure failure, String message, Throwable cause) {
        super(message, cause);
        this.failure = failure;
        this.detail = message;
    }

    /** What it means. */
    public Failure failure() {
        return failure;
    }

    /** The message: for the operator's log only. */
    public String detail() {
        return detail;
    }
}
