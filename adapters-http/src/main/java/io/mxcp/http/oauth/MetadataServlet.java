package io.mxcp.http.oauth;

import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.http.Json;
import io.mxcp.http.OAuthErrors;
import io.mxcp.http.PublicAddress;
import io.mxcp.http.ResponseHeaders;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A published document, made once for each name of this server; for everyone, from any web page too. */
final class MetadataServlet extends HttpServlet {
    private static final String METHODS = "GET, HEAD, OPTIONS";
    private static final String MCP = "/mcp";
    // a proxy may name any port; what was made for one is kept for so many names only
    private static final int MAX_KEPT = 64;

    private final transient PublicAddress address;
    private final transient Function<Issuer, Map<String, Object>> document;
    private final transient Map<Issuer, byte[]> made = new ConcurrentHashMap<>();

    MetadataServlet(PublicAddress address, Function<Issuer, Map<String, Object>> document) {
        this.address = address;
        this.document = document;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ResponseHeaders.anyOrigin(response);
        switch (request.getMethod()) {
            case "GET", "HEAD" -> answer(request, response);
            case "OPTIONS" -> ResponseHeaders.preflight(response, METHODS);
            default -> {
                response.setHeader("Allow", METHODS);
                refuse(request, response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "send a GET");
            }
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Issuer issuer = address.issuer(request);
        if (!isPathOf(issuer, Optional.ofNullable(request.getPathInfo()).orElse(""))) {
            refuse(request, response, HttpServletResponse.SC_NOT_FOUND, "there is no such document");
            return;
        }
        response.setHeader("Cache-Control", "max-age=300");
        Json.write(response, HttpServletResponse.SC_OK, body(issuer));
    }

    private byte[] body(Issuer issuer) {
        byte[] known = made.get(issuer);
        if (known != null) {
            return known;
        }
        byte[] fresh = Json.bytes(document.apply(issuer));
        if (made.size() < MAX_KEPT) {
            made.put(issuer, fresh);
        }
        return fresh;
    }

    /** What may follow the well-known name (RFC 8414 §3.1, RFC 9728 §3.1): our path, that of {@code /mcp}, or nothing. */
    private static boolean isPathOf(Issuer issuer, String inserted) {
        return inserted.isEmpty()
                || inserted.equals(MCP)
                || inserted.equals(issuer.path())
                || inserted.equals(issuer.path() + MCP);
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, int status, String description)
            throws IOException {
        OAuthErrors.writeJson(request, response, status, new OAuthException(ErrorCode.INVALID_REQUEST, description));
    }
}
