package io.mxcp.http.json;

/** A document that is not taken; the message is our own fixed text, may be shown, and holds nothing of the document. */
public final class JsonException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why a document is not taken. */
    public enum Reason {
        /** It is not JSON (RFC 8259), or not UTF-8. */
        MALFORMED,
        /** It is JSON, but beyond a bound, or says one thing twice. */
        REFUSED
    }

    private final Reason reason;
    private final String description;

    JsonException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.description = message;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** The message: plain ASCII, without quotes. */
    public String description() {
        return description;
    }
}
