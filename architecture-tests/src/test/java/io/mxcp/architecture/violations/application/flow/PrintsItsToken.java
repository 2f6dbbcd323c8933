package io.mxcp.architecture.violations.application.flow;

/** A secret that every log line would print. */
public record PrintsItsToken(String accessToken) {}
