package io.mxcp.http.oauth;

import io.mxcp.application.authorize.RefusedOnPage;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.http.CorrelationId;
import io.mxcp.http.OAuthErrors;
import io.mxcp.http.RequestLog;
import io.mxcp.http.page.ErrorPageView;
import io.mxcp.http.page.HtmlAnswer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;

/** An endpoint that a person's browser visits: pages and redirects, and a page for what is refused. Never called by scripts. */
abstract class PageEndpoint extends HttpServlet {
    private static final String ADVICE = "Go back to your client and connect again.";

    private final List<String> methods;

    PageEndpoint(String... methods) {
        this.methods = List.of(methods);
    }

    /** Answers; what it throws becomes a page instead. */
    abstract void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HtmlAnswer.protect(response);
        if (!methods.contains(request.getMethod())) {
            response.setHeader("Allow", String.join(", ", methods));
            RefusedOnPage wrong =
                    new RefusedOnPage(ErrorCode.INVALID_REQUEST, "This address cannot be used in this way.", ADVICE);
            RequestLog.refused(request, wrong.code(), wrong.title());
            show(request, response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, wrong);
            return;
        }
        try {
            answer(request, response);
        } catch (RuntimeException failure) {
            show(request, response, OAuthErrors.told(request, failure));
        }
    }

    /** A refusal that must not be redirected: status 400, whatever its code. */
    static void show(HttpServletRequest request, HttpServletResponse response, RefusedOnPage refused)
            throws IOException {
        show(Level.DEBUG, request, response, refused);
    }

    /** The same, told to the log at this level. */
    static void show(Level level, HttpServletRequest request, HttpServletResponse response, RefusedOnPage refused)
            throws IOException {
        RequestLog.refused(level, request, refused.code(), refused.title());
        show(request, response, HttpServletResponse.SC_BAD_REQUEST, refused);
    }

    private static void show(HttpServletRequest request, HttpServletResponse response, OAuthException told)
            throws IOException {
        RequestLog.refused(request, told.code(), told.description());
        int status = OAuthErrors.status(told.code());
        OAuthErrors.retryAfter(response, told.code());
        RefusedOnPage page = status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR
                ? new RefusedOnPage(told.code(), "The request cannot be answered.", told.description() + ". " + ADVICE)
                : new RefusedOnPage(
                        told.code(),
                        "This server cannot go on at the moment.",
                        "Nothing was changed. Try again in a few minutes. If it happens again, tell the operator of this server"
                                + " the request number below.");
        show(request, response, status, page);
    }

    private static void show(
            HttpServletRequest request, HttpServletResponse response, int status, RefusedOnPage refused)
            throws IOException {
        HtmlAnswer.write(response, status, ErrorPageView.render(refused, CorrelationId.of(request)));
    }
}
