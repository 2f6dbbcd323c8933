package io.mxcp.bootstrap.demo;

import io.mxcp.domain.secret.Secret;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The demo provider's token endpoint (RFC 6749 §4.1.3 and §6). */
final class DemoTokenServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient DemoProvider provider;

    DemoTokenServlet(DemoProvider provider) {
        this.provider = provider;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<DemoProvider.Tokens> tokens = tokens(request);
        if (tokens.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            DemoJson.write(response, Map.of("error", "invalid_grant"));
            return;
        }
        DemoJson.write(
                response,
                Map.of(
                        "access_token", tokens.get().access().reveal(),
                        "refresh_token", tokens.get().refresh().reveal(),
                        "token_type", "Bearer",
                        "expires_in", DemoProvider.ACCESS_TOKEN.toSeconds()));
    }

    private Optional<DemoProvider.Tokens> tokens(HttpServletRequest request) {
        return switch (String.valueOf(request.getParameter("grant_type"))) {
            case "authorization_code" ->
                secret(request, "code")
                        .flatMap(code -> secret(request, "code_verifier")
                                .flatMap(verifier -> provider.redeem(
                                        code, verifier, String.valueOf(request.getParameter("redirect_uri")))));
            case "refresh_token" -> secret(request, "refresh_token").flatMap(provider::refresh);
            default -> Optional.empty();
        };
    }

    private static Optional<Secret> secret(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name))
                .filter(text -> !text.isEmpty())
                .map(Secret::of);
    }
}
