package io.mxcp.bootstrap;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: one address, plain HTTP, no sessions. TLS is a proxy's work.
 *
 * <p>Routes are added before {@link #start()}. Stops in order: requests under way get a few seconds to end.
 */
final class JettyServer implements AutoCloseable {
    private static final int MAX_THREADS = 192;
    private static final int MIN_THREADS = 4;
    private static final int MAX_CONNECTIONS = 4096;
    private static final int CONNECTIONS_OF_ONE = 512;

    /** Java's 50 would have some of a burst of connections dropped; the kernel allows no more than its {@code somaxconn}. */
    private static final int WAITING_CONNECTIONS = 1024;

    private static final int REQUEST_HEADER_BYTES = 64 * 1024;
    private static final int FEW = 48;
    private static final int WAITING_REQUESTS = 1024;
    private static final Duration TURN = Duration.ofSeconds(20);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(5);

    private static final Duration HEADERS_IN_TIME = Duration.ofSeconds(10);
    private static final Duration BODY_IN_TIME = Duration.ofSeconds(15);
    private static final long BODY_BYTES_BEFORE_THREAD = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(JettyServer.class);

    private final Server server;
    private final ServerConnector connector;
    private final ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
    private volatile Runnable lastCall = () -> {};

    /**
     * Takes this address, and answers from {@link #start()} on; port 0 takes a free one.
     *
     * @throws StartException if that cannot be; it says why
     */
    JettyServer(String host, int port) throws StartException {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("http");
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(WAITING_CONNECTIONS);
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        connector.addBean(new ConnectionWatch(connector.getScheduler(), HEADERS_IN_TIME, CONNECTIONS_OF_ONE));
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
        server.setErrorHandler(new PlainErrors());
        server.setHandler(againstSlowBodies(context, BODY_IN_TIME));
        server.setStopTimeout(STOP.toMillis());
        context.setErrorHandler(new PlainErrors());
        bind();
    }

    private void bind() throws StartException {
        try {
            connector.open();
        } catch (IOException e) {
            throw new StartException(
                    "cannot listen at " + connector.getHost() + ":" + connector.getPort() + ": " + reason(e), e);
        }
    }

    /** What the system says, which Jetty wraps, and what to do. */
    private static String reason(IOException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String said = String.valueOf(cause.getMessage());
        if (said.contains("already in use")) {
            return "another program has the port. Stop it, or take another port with --port";
        } else if (said.contains("ermission denied")) {
            return "this user may not take the port; those below 1024 are for root. Take another with --port, and let a"
                    + " proxy have the usual one";
        } else if (said.contains("assign requested address")) {
            return "this machine has no such address. Correct http.host";
        }
        return cause instanceof UnresolvedAddressException ? "the name is not known. Correct http.host" : said;
    }

    /** A request takes a thread when its body is there, or a good part of it, and must have all of it in time (threat T46). */
    static Handler againstSlowBodies(Handler handler, Duration limit) {
        EagerContentHandler.ContentLoaderFactory wholeBody =
                new EagerContentHandler.RetainedContentLoaderFactory(BODY_BYTES_BEFORE_THREAD, -1, false);
        return new BodyDeadline(new EagerContentHandler(handler, wholeBody), limit);
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(REQUEST_HEADER_BYTES);
        return http;
    }

    /** Answers this path, or path pattern of the Servlet specification. */
    JettyServer route(String pattern, HttpServlet servlet) {
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, pattern);
        return this;
    }

    /** Sees every request before its servlet does. */
    JettyServer filter(Filter filter) {
        FilterHolder holder = new FilterHolder(filter);
        holder.setAsyncSupported(true);
        context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
        return this;
    }

    /**
     * Answers only so many requests of this path at once. The next ones wait without a thread, twenty seconds at most: a burst of people who
     * come back from their provider, whom each request asks, leaves threads for everything else.
     */
    JettyServer fewAtOnce(String path) {
        QoSHandler turns = new QoSHandler(context);
        turns.includePath(path);
        turns.setMaxRequestCount(FEW);
        turns.setMaxSuspendedRequestCount(WAITING_REQUESTS);
        turns.setMaxSuspend(TURN);
        server.setHandler(againstSlowBodies(turns, BODY_IN_TIME));
        return this;
    }

    /** Listens; returns when requests are answered. */
    void start() throws StartException {
        try {
            server.start();
        } catch (Exception e) { // Jetty declares no narrower type
            throw new StartException("the HTTP server did not start: " + e.getMessage(), e);
        }
    }

    /** What to do a second before requests that are still under way are cut off. */
    void beforeCuttingOff(Runnable lastCall) {
        this.lastCall = lastCall;
    }

    /** The port it listens at. */
    int port() {
        return connector.getLocalPort();
    }

    /** The address it listens at, for a browser on this machine. */
    URI localAddress() {
        return URI.create("http://localhost:" + port());
    }

    @Override
    public void close() throws StartException {
        Thread timer = new Thread(this::callLast, "last-call");
        timer.setDaemon(true);
        timer.start();
        try {
            server.stop();
        } catch (TimeoutException e) {
            LOG.info("some requests were still under way and were cut off");
        } catch (Exception e) { // Jetty declares no narrower type
            throw new StartException("the HTTP server did not stop in order: " + e.getMessage(), e);
        } finally {
            timer.interrupt();
        }
    }

    private void callLast() {
        try {
            Thread.sleep(STOP.minusSeconds(1).toMillis());
            lastCall.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
