package io.mxcp.http.mcp;

import io.mxcp.application.access.Authenticate;
import io.mxcp.application.endpoint.EndpointCatalog;
import io.mxcp.application.endpoint.EndpointFlows;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.http.KeptConnections;
import io.mxcp.http.PublicAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The endpoint in Jetty, on a port of loopback. */
final class McpHost implements AutoCloseable {
    static final String NAME = "http://localhost:8000";

    final ScriptedEngine engine = new ScriptedEngine();
    final Queue<AuditEvent> audited = new ConcurrentLinkedQueue<>();
    final QueuedThreadPool threads = new QueuedThreadPool(40);
    private final Server server = new Server(threads);
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient http = HttpClient.newHttpClient();
    final McpServlet servlet;

    McpHost(Optional<Authenticate> authenticate, List<Tool> tools, McpSettings settings) {
        this(authenticate, new EndpointCatalog(tools, List.of(), List.of()), settings);
    }

    McpHost(Optional<Authenticate> authenticate, EndpointCatalog catalog, McpSettings settings) {
        TestClock clock = new TestClock();
        servlet = new McpServlet(
                new PublicAddress(PublicAddress.Settings.at(NAME, true)),
                authenticate,
                catalog,
                EndpointFlows.over(engine, audited::add, clock, Duration.ofSeconds(20)),
                audited::add,
                clock,
                new ServerInfo("mxcp", "1.2.3", Optional.empty()),
                settings);
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(holder, "/mcp");
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(1024); // as the server does
        server.addConnector(connector);
        server.setHandler(context);
        server.setStopTimeout(0);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static McpHost open(Tool... tools) {
        return new McpHost(Optional.empty(), List.of(tools), fastPulse(16, 100));
    }

    static McpSettings fastPulse(int concurrent, int waiting) {
        return new McpSettings(concurrent, concurrent, waiting, Duration.ofMillis(50));
    }

    int port() {
        return connector.getLocalPort();
    }

    URI uri() {
        return URI.create("http://localhost:" + port() + "/mcp");
    }

    HttpClient http() {
        return http;
    }

    Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(KeptConnections.send(http, request.build()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A POST of this body with the headers that every client sends. */
    HttpRequest.Builder post(String body) {
        return HttpRequest.newBuilder(uri())
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** A message of 2025-11-25. */
    Reply legacy(String method, String params) {
        return send(post(Rpc.request("1", method, params)).header("MCP-Protocol-Version", "2025-11-25"));
    }

    /** A call of 2025-11-25. */
    Reply legacyCall(String tool, String arguments) {
        return legacy("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
    }

    /** A message of 2026-07-28 with all that belongs to it. */
    Reply modern(String method, String params) {
        return send(post(Rpc.request("1", method, Rpc.withMeta(params)))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method));
    }

    /** The same for what has a name, in the header as it stands here. */
    Reply modern(String method, String name, String params) {
        return send(post(Rpc.request("1", method, Rpc.withMeta(params)))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method)
                .header("Mcp-Name", name));
    }

    /** A call of 2026-07-28. */
    Reply modernCall(String tool, String arguments) {
        return modern("tools/call", tool, "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
    }

    /** A reading in either revision. */
    Reply read(boolean modern, String uri) {
        String params = "{\"uri\":\"" + uri + "\"}";
        return modern ? modern("resources/read", uri, params) : legacy("resources/read", params);
    }

    /** A prompt in either revision. */
    Reply prompt(boolean modern, String name, String arguments) {
        String params = "{\"name\":\"" + name + "\",\"arguments\":" + arguments + "}";
        return modern ? modern("prompts/get", name, params) : legacy("prompts/get", params);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
