package io.mxcp.http;

import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * Stands before all servlets: refuses requests that are too large, compressed, meant for another host, or of a method that nothing
 * here has (T42, T45), and names the others ({@link CorrelationId}). Map it to {@code /*}. The container's own limits come before.
 */
public final class RequestLimits extends HttpFilter {
    private static final int MAX_URI_CHARACTERS = 8 * 1024;
    private static final int MAX_HEADERS = 64;
    private static final int MAX_HEADER_CHARACTERS = 4 * 1024;
    // those of all other programs on localhost come along
    private static final int MAX_COOKIE_CHARACTERS = 8 * 1024;
    private static final int URI_TOO_LONG = 414;
    private static final int MISDIRECTED = 421;
    private static final int HEADERS_TOO_LARGE = 431;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE");
    private static final String ALLOW = "GET, HEAD, POST, OPTIONS";

    private final transient PublicAddress address;

    /** For a server of this name. */
    public RequestLimits(PublicAddress address) {
        this.address = address;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader(CorrelationId.HEADER, CorrelationId.of(request));
        response.setHeader("X-Content-Type-Options", "nosniff");
        Optional<Refusal> refusal = refusal(request);
        if (refusal.isEmpty()) {
            chain.doFilter(request, response);
        } else {
            if (refusal.get().status() == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
                response.setHeader("Allow", ALLOW);
            }
            OAuthErrors.writeJson(
                    request,
                    response,
                    refusal.get().status(),
                    new OAuthException(ErrorCode.INVALID_REQUEST, refusal.get().description()));
        }
    }

    private record Refusal(int status, String description) {}

    private Optional<Refusal> refusal(HttpServletRequest request) {
        if (!METHODS.contains(request.getMethod())) {
            return refuse(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "the method is not supported");
        }
        if (uriLength(request) > MAX_URI_CHARACTERS) {
            return refuse(URI_TOO_LONG, "the URI is too long");
        }
        if (hasTooLargeHeaders(request)) {
            return refuse(HEADERS_TOO_LARGE, "there are too many headers, or one is too long");
        }
        if (!address.isKnownHost(request)) {
            return refuse(MISDIRECTED, "this server is not the host that the request names");
        }
        if (isCompressed(request)) {
            return refuse(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, "compressed bodies are not supported");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refuse(int status, String description) {
        return Optional.of(new Refusal(status, description));
    }

    private static int uriLength(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI().length() + (query == null ? 0 : query.length());
    }

    private static boolean hasTooLargeHeaders(HttpServletRequest request) {
        int count = 0;
        for (String name : Collections.list(request.getHeaderNames())) {
            int most = name.equalsIgnoreCase("Cookie") ? MAX_COOKIE_CHARACTERS : MAX_HEADER_CHARACTERS;
            for (String value : Collections.list(request.getHeaders(name))) {
                if (++count > MAX_HEADERS || value.length() > most) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isCompressed(HttpServletRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        return encoding != null && !encoding.equalsIgnoreCase("identity");
    }
}
