package io.mxcp.domain.token;

/** What came of replacing a refresh token. */
public enum Rotation {
    /** The new pair is the current one. */
    ROTATED,
    /** Another call replaced it first: look again. Nothing was changed. */
    SUPERSEDED,
    /** The grant is over. Nothing was changed. */
    GONE
}
