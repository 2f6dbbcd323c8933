package io.mxcp.bootstrap.benchmarks;

import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** Servlets in this process, on a free port of loopback. */
final class LoopbackServer implements AutoCloseable {
    private final Server server = new Server();
    private final URI base;

    /** @param servlets by path, of a server at this address */
    LoopbackServer(Function<URI, Map<String, ? extends Servlet>> servlets) throws IOException {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("localhost");
        connector.open();
        server.addConnector(connector);
        base = URI.create("http://localhost:" + connector.getLocalPort());
        ServletContextHandler context = new ServletContextHandler("/");
        servlets.apply(base).forEach((path, servlet) -> context.addServlet(new ServletHolder(servlet), path));
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
