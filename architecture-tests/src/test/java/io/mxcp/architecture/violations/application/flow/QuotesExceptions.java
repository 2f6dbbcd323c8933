package io.mxcp.architecture.violations.application.flow;

import io.mxcp.architecture.violations.domain.error.OAuthException;

/** Tells strangers what an exception said. */
public final class QuotesExceptions {
    /** Refuses. */
    public OAuthException refuse(IllegalStateException failure) {
        return new OAuthException("said: " + failure.getMessage());
    }
}
