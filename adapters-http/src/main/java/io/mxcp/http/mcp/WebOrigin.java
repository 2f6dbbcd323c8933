package io.mxcp.http.mcp;

import io.mxcp.http.ResponseHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/**
 * Lets scripts of an admitted web origin read the answers (Fetch standard, CORS protocol): never those of all, never with cookies
 * (threat T49).
 */
final class WebOrigin {
    static final String METHODS = "POST, OPTIONS";
    private static final String HEADERS = "Authorization, Content-Type, Accept, MCP-Protocol-Version, Mcp-Method, "
            + "Mcp-Name, Mcp-Session-Id, Last-Event-ID";

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
        ResponseHeaders.preflight(response, METHODS, HEADERS);
    }
}
