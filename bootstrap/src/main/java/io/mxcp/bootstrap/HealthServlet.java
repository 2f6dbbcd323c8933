package io.mxcp.bootstrap;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Tells a load balancer or supervisor how the server is: 200 or 503, and one word. */
final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient BooleanSupplier healthy;

    private HealthServlet(BooleanSupplier healthy) {
        this.healthy = healthy;
    }

    /** The process answers. */
    static HealthServlet alive() {
        return new HealthServlet(() -> true);
    }

    /** The store takes writes and the engine takes queries (threat T56: a real write, within a second). */
    static HealthServlet ready(Stores stores, DeferredEngine engine) {
        return new HealthServlet(() -> engine.isReady() && stores.isReady());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean well = healthy.getAsBoolean();
        response.setStatus(well ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("text/plain;charset=us-ascii");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write((well ? "ok\n" : "unavailable\n").getBytes(US_ASCII));
    }
}
