package io.mxcp.http.oauth;

import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.http.OAuthErrors;
import io.mxcp.http.RequestLog;
import io.mxcp.http.ResponseHeaders;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** An endpoint that clients call by POST, from web pages too: JSON answers that nobody keeps, also to what is refused. */
abstract class ClientEndpoint extends HttpServlet {
    private static final String METHODS = "POST, OPTIONS";

    /** Answers a POST; what it throws becomes the answer instead. */
    abstract void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ResponseHeaders.noStore(response);
        ResponseHeaders.anyOrigin(response);
        switch (request.getMethod()) {
            case "POST" -> answerOrRefuse(request, response);
            case "OPTIONS" -> ResponseHeaders.preflight(response, METHODS);
            default -> {
                response.setHeader("Allow", METHODS);
                OAuthErrors.writeJson(
                        request,
                        response,
                        HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                        new OAuthException(ErrorCode.INVALID_REQUEST, "send a POST"));
            }
        }
    }

    private void answerOrRefuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            answer(request, response);
            RequestLog.went(request, "answered");
        } catch (RuntimeException failure) {
            OAuthErrors.write(request, response, OAuthErrors.told(request, failure));
        }
    }
}
