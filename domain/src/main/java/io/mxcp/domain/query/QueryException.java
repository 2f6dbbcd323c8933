package io.mxcp.domain.query;

/**
 * SQL that did not run to its end. The message may be shown to the caller: it says what to change, and holds neither a
 * stack trace nor the provider token.
 */
public final class QueryException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why it did not. */
    public enum Reason {
        /** The gate or the engine's lock does not allow it. */
        REFUSED,
        /** The engine found a fault in it or in the data. */
        FAILED,
        /** Too many rows or bytes, or too little memory. */
        TOO_LARGE,
        /** Its time was over. */
        TIMED_OUT,
        /** The provider no longer takes the caller's provider token: with a renewed one it may work. */
        TOKEN_REFUSED,
        /** The caller went away. */
        CANCELLED,
        /** The engine has no capacity left at the moment. */
        BUSY
    }

    private final Reason reason;
    private final String explanation;
    private final boolean readOnly;

    /** With a message that may be shown. */
    public QueryException(Reason reason, String message) {
        this(reason, message, false);
    }

    private QueryException(Reason reason, String message, boolean readOnly) {
        super(message);
        this.reason = reason;
        this.explanation = message;
        this.readOnly = readOnly;
    }

    /** It would change data and was given the right to read only; the message does not say how to get more. */
    public static QueryException readOnly(String message) {
        return new QueryException(Reason.REFUSED, message, true);
    }

    /** The same with this sentence behind it. */
    public QueryException withAdvice(String sentence) {
        String first = explanation.matches("(?s).*[.!?…]") ? explanation : explanation + ".";
        return new QueryException(reason, first + " " + sentence, readOnly);
    }

    /** Whether it was given the right to read only, and would change data. */
    public boolean isForWantOfWriting() {
        return readOnly;
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
