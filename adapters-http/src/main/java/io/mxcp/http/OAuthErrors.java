package io.mxcp.http;

import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.error.StoreUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;

/** The only place that turns a refusal into an answer: status, headers and JSON (RFC 6749 §5.2, RFC 6750 §3.1, RFC 7591 §3.2.2). */
public final class OAuthErrors {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final String LATER_SECONDS = "5";
    private static final String NEXT_MINUTE_SECONDS = "60";

    private static final Logger LOG = System.getLogger("io.mxcp.http");

    private OAuthErrors() {}

    /**
     * What to tell of a failure: a refusal as it is; a store that cannot work at the moment and anything unexpected go to the log under
     * the request's {@link CorrelationId}, and nothing of them into the answer.
     */
    public static OAuthException told(HttpServletRequest request, RuntimeException failure) {
        if (failure instanceof OAuthException refused) {
            return refused;
        }
        String id = CorrelationId.of(request);
        if (failure instanceof StoreUnavailableException) {
            LOG.log(Level.WARNING, "request " + id + ": the store is not available", failure);
            return new OAuthException(
                    ErrorCode.TEMPORARILY_UNAVAILABLE,
                    "this server cannot store anything at the moment; try again later");
        }
        LOG.log(Level.ERROR, "request " + id + ": an unexpected failure", failure);
        return new OAuthException(
                ErrorCode.SERVER_ERROR, "an unexpected condition; the operator finds it in the log under " + id);
    }

    /** Answers a request of a client: one that showed its credentials in a header is told which scheme is the right one. */
    public static void write(HttpServletRequest request, HttpServletResponse response, OAuthException refused)
            throws IOException {
        if (refused.code() == ErrorCode.INVALID_CLIENT && request.getHeader("Authorization") != null) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"client\", charset=\"UTF-8\"");
        }
        writeJson(request, response, refused);
    }

    /** Answers with the status that the code calls for. */
    public static void writeJson(HttpServletRequest request, HttpServletResponse response, OAuthException refused)
            throws IOException {
        retryAfter(response, refused.code());
        writeJson(request, response, status(refused.code()), refused);
    }

    /** Answers with another status, where HTTP itself has a better one; every refusal in JSON passes here, and is told to the log. */
    public static void writeJson(
            HttpServletRequest request, HttpServletResponse response, int status, OAuthException refused)
            throws IOException {
        RequestLog.refused(request, refused.code(), refused.description());
        Json.write(
                response,
                status,
                Map.of("error", refused.code().wireName(), "error_description", refused.description()));
    }

    /** When the client may come back, where that is what the code says. */
    public static void retryAfter(HttpServletResponse response, ErrorCode code) {
        if (code == ErrorCode.TOO_MANY_REQUESTS) {
            response.setHeader("Retry-After", NEXT_MINUTE_SECONDS);
        } else if (code == ErrorCode.TEMPORARILY_UNAVAILABLE) {
            response.setHeader("Retry-After", LATER_SECONDS);
        }
    }

    /** The status that the code calls for. */
    public static int status(ErrorCode code) {
        return switch (code) {
            case INVALID_CLIENT, INVALID_TOKEN -> HttpServletResponse.SC_UNAUTHORIZED;
            case INSUFFICIENT_SCOPE -> HttpServletResponse.SC_FORBIDDEN;
            case TOO_MANY_REQUESTS -> TOO_MANY_REQUESTS;
            case TEMPORARILY_UNAVAILABLE -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
            case SERVER_ERROR -> HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
            default -> HttpServletResponse.SC_BAD_REQUEST;
        };
    }
}
