package io.mxcp.http.oauth;

import io.mxcp.application.authorize.CompleteAuthorization;
import io.mxcp.application.authorize.RedirectToClient;
import io.mxcp.application.authorize.RefusedOnPage;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.secret.Secret;
import io.mxcp.http.PublicAddress;
import io.mxcp.http.QueryParameters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Our address at the provider, {@code /<provider>/callback}: takes its answer and the cookie of the browser that approved. */
final class CallbackServlet extends PageEndpoint {
    private final transient CompleteAuthorization completeAuthorization;
    private final transient PublicAddress address;

    CallbackServlet(CompleteAuthorization completeAuthorization, PublicAddress address) {
        super("GET");
        this.completeAuthorization = completeAuthorization;
        this.address = address;
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Issuer issuer = address.issuer(request);
        CallbackParameters answer = new CallbackParameters(QueryParameters.of(request));
        Optional<Secret> state = answer.single("state").map(Secret::of);
        Optional<Secret> browser = state.flatMap(known -> Cookies.flow(request, issuer, known));
        CompleteAuthorization.Outcome outcome = completeAuthorization.complete(answer, browser);
        if (browser.isPresent()) {
            state.ifPresent(over -> Cookies.clearFlow(response, issuer, over));
        }
        if (outcome instanceof RedirectToClient redirect) {
            ClientRedirect.send(response, redirect.response());
        } else {
            show(request, response, (RefusedOnPage) outcome);
        }
    }
}
