package io.mxcp.domain.query;

/** A document of the web that could not be read. The message may be shown to the caller and says what to change. */
public final class WebException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why it could not. */
    public enum Reason {
        /** The address is not one that may be asked. */
        REFUSED,
        /** The server there does not take the credentials: 401. */
        UNAUTHORIZED,
        /** The server there answered with another status than 200. */
        FAILED,
        /** The body is larger than allowed. */
        TOO_LARGE,
        /** It took too long, or nobody answered. */
        UNREACHABLE
    }

    private final Reason reason;
    private final String explanation;

    /** With a message that may be shown. */
    public WebException(Reason reason, String message) {
        super(message);
        this.reason = reason;
        this.explanation = message;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** The message: may be shown to the caller. */
    public String explanation() {
        return explanation;
    }
}
