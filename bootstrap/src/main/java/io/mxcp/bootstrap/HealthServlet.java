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
    private static final String METHODS = "GET, HEAD, OPTIONS";
    private static final long SECOND_IN_NANOS = 1_000_000_000L;

    private final transient BooleanSupplier healthy;

    private HealthServlet(BooleanSupplier healthy) {
        this.healthy = healthy;
    }

    /** The process answers. */
    static HealthServlet alive() {
        return new HealthServlet(() -> true);
    }

    /**
     * A probe writes durably, and anybody may ask: so what it found holds for a second after its end, and for all who asked before
     * that. A store that hangs then keeps each caller for one probe at most.
     */
    static final class KeptForASecond implements BooleanSupplier {
        private final BooleanSupplier probe;
        private long endedAtNanos;
        private boolean probed;
        private boolean well;

        KeptForASecond(BooleanSupplier probe) {
            this.probe = probe;
        }

        @Override
        public boolean getAsBoolean() {
            return askedAt(System.nanoTime());
        }

        private synchronized boolean askedAt(long nanos) {
            if (!probed || nanos - endedAtNanos > SECOND_IN_NANOS) {
                well = probe.getAsBoolean();
                endedAtNanos = System.nanoTime();
                probed = true;
            }
            return well;
        }
    }

    /** The store takes writes and the engine takes queries (threat T56: a real write, within a second). */
    static HealthServlet ready(Stores stores, DeferredEngine engine) {
        return new HealthServlet(new KeptForASecond(() -> engine.isReady() && stores.isReady()));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> tell(response);
            case "OPTIONS" -> {
                response.setHeader("Allow", METHODS);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            default -> {
                response.setHeader("Allow", METHODS);
                response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            }
        }
    }

    private void tell(HttpServletResponse response) throws IOException {
        boolean well = healthy.getAsBoolean();
        response.setStatus(well ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("text/plain;charset=us-ascii");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write((well ? "ok\n" : "unavailable\n").getBytes(US_ASCII));
    }
}
