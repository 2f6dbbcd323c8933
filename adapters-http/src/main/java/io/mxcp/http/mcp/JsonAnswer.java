package io.mxcp.http.mcp;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** JSON over HTTP: one write where the length is known. */
final class JsonAnswer {
    private JsonAnswer() {}

    /** Status and headers. */
    static void head(HttpServletResponse response, int status) {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
    }

    /** The whole answer. */
    static void write(HttpServletResponse response, int status, byte[] body) throws IOException {
        head(response, status);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
