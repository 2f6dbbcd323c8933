package io.mxcp.bootstrap.logging;

import io.mxcp.http.CorrelationId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.MDC;

/** Lets the events of a sign-in bear the number of the request that they came of. Calls at {@code /mcp} go by other threads, and pass. */
public final class NamedRequests extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String NUMBER = "request";

    /** Stands before the servlets. */
    public NamedRequests() {}

    /** The number of the request that this thread answers. */
    static Optional<String> number() {
        return Optional.ofNullable(MDC.get(NUMBER));
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getServletPath().equals("/mcp")) {
            chain.doFilter(request, response);
            return;
        }
        MDC.put(NUMBER, CorrelationId.of(request));
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(NUMBER);
        }
    }
}
