package io.mxcp.http.oauth;

import io.mxcp.application.authorize.DecideConsent;
import io.mxcp.application.authorize.RedirectToClient;
import io.mxcp.application.authorize.RefusedOnPage;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.secret.Secret;
import io.mxcp.http.Form;
import io.mxcp.http.PublicAddress;
import io.mxcp.http.RequestLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/** {@code /consent}: the form of our own page, and of nobody else's (T16). */
final class ConsentServlet extends PageEndpoint {
    private final transient DecideConsent decideConsent;
    private final transient PublicAddress address;

    ConsentServlet(DecideConsent decideConsent, PublicAddress address) {
        super("POST");
        this.decideConsent = decideConsent;
        this.address = address;
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refuseOtherPages(request);
        Issuer issuer = address.issuer(request);
        DecideConsent.Outcome outcome = decideConsent.decide(form(request, issuer));
        if (outcome instanceof DecideConsent.SendToProvider signIn) {
            Cookies.setFlow(response, issuer, signIn.state(), signIn.browser(), signIn.life());
            RequestLog.went(request, "sent to the provider");
            ClientRedirect.to(response, signIn.location().toString());
        } else if (outcome instanceof RedirectToClient redirect) {
            ClientRedirect.send(request, response, redirect.response());
        } else {
            show(request, response, (RefusedOnPage) outcome);
        }
    }

    private static DecideConsent.Form form(HttpServletRequest request, Issuer issuer) {
        Form form = Form.of(request);
        return new DecideConsent.Form(
                Cookies.browser(request, issuer),
                form.required("flow", Secret::of),
                form.required("token", Secret::of),
                form.required("decision", ConsentServlet::isApproval));
    }

    private static boolean isApproval(String decision) {
        return switch (decision) {
            case "approve" -> true;
            case "deny" -> false;
            default -> throw new OAuthException(ErrorCode.INVALID_REQUEST, "the decision must be approve or deny");
        };
    }

    /**
     * Browsers say where a form comes from. Our page has the referrer policy no-referrer, under which they hide its origin even from
     * ourselves; then they must say that it is the same.
     */
    private void refuseOtherPages(HttpServletRequest request) {
        List<String> sites = Collections.list(request.getHeaders("Sec-Fetch-Site"));
        List<String> origins = Collections.list(request.getHeaders("Origin"));
        boolean sameSite = sites.equals(List.of("same-origin"));
        boolean hidden = origins.isEmpty() || origins.equals(List.of("null"));
        boolean own = hidden
                ? sameSite
                : origins.size() == 1 && address.isOwnOrigin(origins.get(0), request) && (sites.isEmpty() || sameSite);
        if (!own) {
            throw new OAuthException(
                    ErrorCode.INVALID_REQUEST,
                    "the form was not sent by the page of this server; behind a proxy its operator must set base_url, or"
                            + " scheme: https and public_host, or trust_proxy");
        }
    }
}
