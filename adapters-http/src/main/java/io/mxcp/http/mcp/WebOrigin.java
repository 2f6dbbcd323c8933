package io.mxcp.http.mcp;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/**
 * Lets scripts of an admitted web origin read the answers (Fetch standard, CORS protocol): never those of all, never with cookies
 * (threat T49).
 */
final class WebOrigin {
    static final String METHODS = "POST, OPTIONS";

    private WebOrigin() {}

    /** The origin has been checked by now. */
    static void admit(HttpServletRequest request, HttpServletResponse response) {
        Optional.ofNullable(request.getHeader("Origin")).ifPresent(origin -> {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Expose-Headers", "WWW-Authenticate, Retry-After, X-Request-Id");
            response.addHeader("Vary", "Origin");
        });
    }

    static void preflight(HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Methods", METHODS);
        response.setHeader(
                "Access-Control-Allow-Headers",
                "Authorization, Content-Type, Accept, MCP-Protocol-Version, Mcp-Method, Mcp-Name, Mcp-Session-Id, "
                        + "Last-Event-ID");
        response.setHeader("Access-Control-Max-Age", "86400");
        response.setHeader("Allow", METHODS);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
