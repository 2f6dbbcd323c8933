package io.mxcp.bootstrap.benchmarks;

import io.mxcp.bootstrap.demo.DemoSignIn;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** The demo's sign-in provider in this process, on loopback. */
final class DemoSignInServer implements AutoCloseable {
    private final Server server = new Server();
    private final URI base;

    /** @param callback of the server whose people sign in here */
    DemoSignInServer(URI callback) throws IOException {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("localhost");
        connector.open();
        server.addConnector(connector);
        base = URI.create("http://localhost:" + connector.getLocalPort());
        ServletContextHandler context = new ServletContextHandler("/");
        DemoSignIn.servlets(base.toString(), callback.toString(), Clock.systemUTC())
                .forEach((path, servlet) -> context.addServlet(new ServletHolder(servlet), path));
        server.setHandler(context);
        LifeCycle.start(server);
    }

    URI base() {
        return base;
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
