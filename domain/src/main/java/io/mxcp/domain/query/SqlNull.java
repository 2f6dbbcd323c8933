package io.mxcp.domain.query;

/** The absent value of SQL, in rows and parameters: Java's {@code null} appears in neither. */
public enum SqlNull {
    /** The one value. */
    NULL
}
