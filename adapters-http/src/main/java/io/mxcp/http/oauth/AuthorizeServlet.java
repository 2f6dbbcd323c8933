package io.mxcp.http.oauth;

import io.mxcp.application.authorize.AuthorizationParameters;
import io.mxcp.application.authorize.ConsentPage;
import io.mxcp.application.authorize.RedirectToClient;
import io.mxcp.application.authorize.RefusedOnPage;
import io.mxcp.application.authorize.StartAuthorization;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.grant.BrowserBinding;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.http.Form;
import io.mxcp.http.PublicAddress;
import io.mxcp.http.QueryParameters;
import io.mxcp.http.RequestLog;
import io.mxcp.http.page.ConsentPageView;
import io.mxcp.http.page.HtmlAnswer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /authorize} (RFC 6749 §3.1), by GET or as a form. */
final class AuthorizeServlet extends PageEndpoint {
    private final transient StartAuthorization startAuthorization;
    private final transient AddressThrottle throttle;
    private final transient PublicAddress address;
    private final transient SecretGenerator generator = new SecretGenerator();

    AuthorizeServlet(StartAuthorization startAuthorization, AddressThrottle throttle, PublicAddress address) {
        super("GET", "POST");
        this.startAuthorization = startAuthorization;
        this.throttle = throttle;
        this.address = address;
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        throttle.take(address.clientAddress(request));
        Map<String, List<String>> asked = parameters(request);
        tellWhoAsks(request, asked);
        StartAuthorization.Outcome outcome =
                startAuthorization.start(new AuthorizationParameters(asked), address.issuer(request));
        if (outcome instanceof ConsentPage page) {
            ask(request, response, page);
        } else if (outcome instanceof RedirectToClient redirect) {
            ClientRedirect.send(request, response, redirect.response());
        } else {
            show(request, response, (RefusedOnPage) outcome);
        }
    }

    private static void tellWhoAsks(HttpServletRequest request, Map<String, List<String>> asked) {
        asked.getOrDefault("client_id", List.of()).stream().findFirst().ifPresent(id -> RequestLog.client(request, id));
        asked.getOrDefault("redirect_uri", List.of()).stream()
                .findFirst()
                .filter(uri -> RedirectUri.faultOf(uri).isEmpty())
                .ifPresent(uri -> RequestLog.redirect(request, new RedirectUri(uri).displayHost()));
    }

    /** Those of the query and of the form, together: one that stands in both is there twice (T9). */
    private static Map<String, List<String>> parameters(HttpServletRequest request) {
        Map<String, List<String>> all = new LinkedHashMap<>(QueryParameters.of(request));
        if (request.getMethod().equals("POST")) {
            Form.fieldsOf(request)
                    .forEach((name, values) ->
                            all.computeIfAbsent(name, none -> new ArrayList<>()).addAll(values));
        }
        return all;
    }

    /** Pages that this browser already shows stay good, so its cookie is kept where it has one. */
    private void ask(HttpServletRequest request, HttpServletResponse response, ConsentPage page) throws IOException {
        Secret browser = Cookies.browser(request, page.issuer()).orElseGet(() -> {
            Secret fresh = generator.secret();
            Cookies.setBrowser(response, page.issuer(), fresh);
            return fresh;
        });
        RequestLog.went(request, "asks the person");
        HtmlAnswer.write(
                response,
                HttpServletResponse.SC_OK,
                ConsentPageView.render(page, BrowserBinding.token(browser, page.handle())));
    }
}
