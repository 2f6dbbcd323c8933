package io.mxcp.bootstrap.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** An API in this process, on loopback: the same rows of JSON to everybody. */
final class RowsServer implements AutoCloseable {
    private final Server server = new Server();
    private final URI base;

    /** Gives so many rows, some 100 bytes each. */
    RowsServer(int rows) throws IOException {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("localhost");
        connector.open();
        server.addConnector(connector);
        base = URI.create("http://localhost:" + connector.getLocalPort());
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new Rows(rows)), "/");
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

    private static final class Rows extends HttpServlet {
        private final transient byte[] body;

        Rows(int count) {
            body = IntStream.range(0, count)
                    .mapToObj(i -> "{\"id\":" + i + ",\"name\":\"repository-" + i
                            + "\",\"owner\":{\"login\":\"alice\"},\"stars\":" + i * 7
                            + ",\"updated\":\"2026-01-02T03:04:05Z\"}")
                    .collect(Collectors.joining(",", "[", "]"))
                    .getBytes(UTF_8);
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("application/json");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
