package io.mxcp.application.endpoint;

/** An endpoint that gave nothing. The message may be shown to the caller: it says what to change, and holds no credential. */
public final class EndpointException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whose fault it is. */
    public enum Fault {
        /** An argument cannot be used: the caller can do better. */
        ARGUMENT,
        /** The statement did not run to its end. */
        STATEMENT,
        /** The statement's rows are not what its author promised. */
        RESULT,
        /** The template could not be rendered. */
        TEMPLATE
    }

    private final Fault fault;
    private final String explanation;

    /** With a message that may be shown. */
    public EndpointException(Fault fault, String message) {
        super(message, null, false, false);
        this.fault = fault;
        this.explanation = message;
    }

    /** Whose fault it is. */
    public Fault fault() {
        return fault;
    }

    /** The message: may be shown to the caller. */
    public String explanation() {
        return explanation;
    }
}
