package io.mxcp.bootstrap;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been opened, to be closed in the opposite order. Safe for use by many threads: of several that close, the first does. */
final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T with(T part) {
        open.push(part);
        return part;
    }

    /** Closes all, however many of them fail. */
    @Override
    public synchronized void close() throws StartException {
        StartException failure = new StartException("not everything was closed in order");
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) { // AutoCloseable declares no narrower type
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    /** Closes all since the start failed; that failure is the one to tell. */
    void closeAfter(Exception failure) {
        try {
            close();
        } catch (StartException e) {
            failure.addSuppressed(e);
        }
    }
}
