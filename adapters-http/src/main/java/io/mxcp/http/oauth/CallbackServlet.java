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
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Optional;

/** Our address at the provider, {@code /<provider>/callback}: takes its answer and the cookie of the browser that approved. */
final class CallbackServlet extends PageEndpoint {
    private static final int TOLD_IN_ANY_CASE = 10;

    private final transient CompleteAuthorization completeAuthorization;
    private final transient PublicAddress address;
    private final transient PerMinute toldInAnyCase;

    CallbackServlet(CompleteAuthorization completeAuthorization, PublicAddress address, InstantSource clock) {
        super("GET");
        this.completeAuthorization = completeAuthorization;
        this.address = address;
        this.toldInAnyCase = new PerMinute(TOLD_IN_ANY_CASE, clock);
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Issuer issuer = address.issuer(request);
        CallbackParameters answer = new CallbackParameters(QueryParameters.of(request));
        Optional<Secret> state = answer.single("state").map(Secret::of);
        Optional<Secret> browser = state.flatMap(known -> Cookies.flow(request, issuer, known));
        boolean isKnown =
                browser.isPresent() || Cookies.browser(request, issuer).isPresent();
        CompleteAuthorization.Outcome outcome = completeAuthorization.complete(answer, browser);
        if (browser.isPresent()) {
            state.ifPresent(over -> Cookies.clearFlow(response, issuer, over));
        }
        if (outcome instanceof RedirectToClient redirect) {
            ClientRedirect.send(request, response, redirect.response());
        } else {
            refuse(request, response, (RefusedOnPage) outcome, isKnown);
        }
    }

    /**
     * A browser that has cookies of ours was in the middle of something: of that the operator hears in any case. But anybody can make
     * such cookies up, so only of a few.
     */
    private void refuse(
            HttpServletRequest request, HttpServletResponse response, RefusedOnPage refused, boolean isKnown)
            throws IOException {
        Level level = isKnown && toldInAnyCase.take() ? Level.INFO : Level.DEBUG;
        show(level, request, response, refused);
    }
}
