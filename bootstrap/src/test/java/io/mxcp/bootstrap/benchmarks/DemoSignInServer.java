package io.mxcp.bootstrap.benchmarks;

import io.mxcp.bootstrap.demo.DemoSignIn;
import java.io.IOException;
import java.time.Clock;

/** The demo's sign-in provider in this process, on loopback. */
final class DemoSignInServer {
    private DemoSignInServer() {}

    /** Starts it for the people of the server at this port. */
    static LoopbackServer start(int port) throws IOException {
        String callback = "http://localhost:" + port + "/demo/callback";
        return new LoopbackServer(base -> DemoSignIn.servlets(base.toString(), callback, Clock.systemUTC()));
    }
}
