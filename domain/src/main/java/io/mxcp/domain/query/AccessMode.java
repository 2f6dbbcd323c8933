package io.mxcp.domain.query;

/** Whether the statements of a context may change data. */
public enum AccessMode {
    /** A statement that writes is refused by the engine. */
    READ_ONLY,
    /** For endpoints whose author declared them as writing. All statements commit together when the context is closed after success. */
    READ_WRITE
}
