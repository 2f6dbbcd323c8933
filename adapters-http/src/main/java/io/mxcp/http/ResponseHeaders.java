package io.mxcp.http;

import jakarta.servlet.http.HttpServletResponse;

/** Headers that several answers share. */
public final class ResponseHeaders {
    private ResponseHeaders() {}

    /** Nobody may keep the answer (RFC 6749 §5.1). */
    public static void noStore(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Pragma", "no-cache");
    }

    /** Any page may read the answer, without the person's cookies (T49). */
    public static void anyOrigin(HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setHeader("Access-Control-Expose-Headers", "WWW-Authenticate, Retry-After");
    }

    /** Answers a preflight for these methods with the headers that every client may send (Fetch standard, CORS protocol). */
    public static void preflight(HttpServletResponse response, String methods) {
        preflight(response, methods, "Authorization, Content-Type, MCP-Protocol-Version");
    }

    /** Answers a preflight for these methods and headers (Fetch standard, CORS protocol). */
    public static void preflight(HttpServletResponse response, String methods, String headers) {
        response.setHeader("Access-Control-Allow-Methods", methods);
        response.setHeader("Access-Control-Allow-Headers", headers);
        response.setHeader("Access-Control-Max-Age", "86400");
        response.setHeader("Allow", methods);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
