package io.mxcp.domain.query;

/** Nobody: authentication is switched off, or a command runs without a user context. All user functions give {@code ''}. */
public record Anonymous() implements Caller {}
