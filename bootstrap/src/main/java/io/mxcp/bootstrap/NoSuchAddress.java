package io.mxcp.bootstrap;

import io.mxcp.http.Json;
import io.mxcp.http.PublicAddress;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * Answers what nothing else does, whatever the method: 404, and where MCP is, since clients are given addresses that are nearly right.
 * Map it to {@code /}.
 */
final class NoSuchAddress extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient PublicAddress address;

    NoSuchAddress(PublicAddress address) {
        this.address = address;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String told = "there is nothing here; the MCP endpoint is "
                + address.issuer(request).path() + "/mcp";
        Json.write(response, HttpServletResponse.SC_NOT_FOUND, Map.of("error", "not_found", "error_description", told));
    }
}
