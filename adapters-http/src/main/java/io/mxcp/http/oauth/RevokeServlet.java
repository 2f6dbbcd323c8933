package io.mxcp.http.oauth;

import io.mxcp.application.AuthorizationServer;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.secret.Secret;
import io.mxcp.http.Form;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** {@code /revoke} (RFC 7009 §2). The hint about the token's type is ignored, since tokens tell it themselves. */
final class RevokeServlet extends ClientEndpoint {
    private final transient AuthorizationServer server;

    RevokeServlet(AuthorizationServer server) {
        this.server = server;
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) {
        Form form = Form.of(request);
        ClientCredentials shown = ClientCredentials.of(request, form);
        Client client = server.clients().authenticate(shown.id(), shown.secret());
        server.revokeToken().revoke(client, form.required("token", Secret::of));
        response.setStatus(HttpServletResponse.SC_OK);
    }
}
