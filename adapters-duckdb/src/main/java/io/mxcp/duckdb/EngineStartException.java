package io.mxcp.duckdb;

/** The engine did not start, or would not be safe to use. The message says to the operator what is wrong. */
public final class EngineStartException extends Exception {
    private static final long serialVersionUID = 1L;

    EngineStartException(String message) {
        super(message);
    }

    EngineStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
