package io.mxcp.bootstrap;

import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.config.PublicUrl;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.query.QueryEngine;

/** A server that listens, until closed. */
public final class RunningServer implements AutoCloseable {
    private final Issuer issuer;
    private final DeferredEngine engine;
    private final Closing closing;

    RunningServer(Configuration config, int port, DeferredEngine engine, Closing closing) {
        this.issuer = PublicUrl.of(config.transport().withPort(port)).issuer();
        this.engine = engine;
        this.closing = closing;
    }

    /** What clients connect to. */
    public String mcpUrl() {
        return issuer.url("/mcp");
    }

    /** The URL of a path of ours, which begins with a slash. */
    public String url(String path) {
        return issuer.url(path);
    }

    /** Runs SQL; waits for the engine where that is still opening. */
    public QueryEngine engine() {
        return engine;
    }

    /**
     * Returns when queries can run.
     *
     * @throws StartException if the engine does not open, or fails its own test
     */
    public void awaitReady() throws StartException {
        engine.await();
    }

    /** The same, and closes the server where the engine does not open. */
    void awaitReadyOrClose() throws StartException {
        try {
            awaitReady();
        } catch (StartException e) {
            closing.closeAfter(e);
            throw e;
        }
    }

    /** Stops in order: takes no more requests, lets those under way end, closes the stores. */
    @Override
    public void close() throws StartException {
        closing.close();
    }
}
