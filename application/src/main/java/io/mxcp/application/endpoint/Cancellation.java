package io.mxcp.application.endpoint;

import io.mxcp.domain.query.QueryContext;
import java.util.Optional;

/** Lets another thread stop a call: when the client drops, or the server stops. Safe for use by many threads. */
public final class Cancellation {
    private Optional<QueryContext> running = Optional.empty();
    private boolean cancelled;

    /** Stops the call if it is running, and keeps it from starting if it is not. */
    public synchronized void cancel() {
        cancelled = true;
        running.ifPresent(QueryContext::cancel);
    }

    /** Whether the call was stopped. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    synchronized void begin(QueryContext context) {
        running = Optional.of(context);
        if (cancelled) {
            context.cancel();
        }
    }

    synchronized void end() {
        running = Optional.empty();
    }
}
