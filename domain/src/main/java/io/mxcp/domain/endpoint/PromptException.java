package io.mxcp.domain.endpoint;

/** A template that could not be rendered with some arguments. The message may be shown to the caller. */
public final class PromptException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String explanation;

    /** With a message that may be shown. */
    public PromptException(String message) {
        super(message);
        this.explanation = message;
    }

    /** The message: may be shown to the caller. */
    public String explanation() {
        return explanation;
    }
}
