package io.mxcp.http.oauth;

import io.mxcp.application.AuthorizationServer;
import io.mxcp.application.token.RedeemAuthorizationCode;
import io.mxcp.application.token.RefreshAccessToken;
import io.mxcp.application.token.TokenResponse;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import io.mxcp.http.Form;
import io.mxcp.http.Json;
import io.mxcp.http.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code /token} (RFC 6749 §3.2): codes and refresh tokens against tokens. */
final class TokenServlet extends ClientEndpoint {
    private final transient AuthorizationServer server;
    private final transient PublicAddress address;

    TokenServlet(AuthorizationServer server, PublicAddress address) {
        this.server = server;
        this.address = address;
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Form form = Form.of(request);
        ClientCredentials shown = ClientCredentials.of(request, form);
        Client client = server.clients().authenticate(shown.id(), shown.secret());
        Json.write(response, HttpServletResponse.SC_OK, json(tokens(client, form, address.issuer(request))));
    }

    private TokenResponse tokens(Client client, Form form, Issuer self) {
        return switch (form.required("grant_type", Function.identity())) {
            case "authorization_code" -> server.redeemAuthorizationCode().redeem(redemption(client, form), self);
            case "refresh_token" -> server.refreshAccessToken().refresh(refresh(client, form), self);
            default ->
                throw new OAuthException(
                        ErrorCode.UNSUPPORTED_GRANT_TYPE, "grant_type must be authorization_code or refresh_token");
        };
    }

    private static RedeemAuthorizationCode.Request redemption(Client client, Form form) {
        return new RedeemAuthorizationCode.Request(
                client,
                form.required("code", Secret::of),
                form.required("code_verifier", Secret::of),
                form.optional("redirect_uri").map(TokenServlet::redirectUri),
                form.optional("resource"));
    }

    private static RefreshAccessToken.Request refresh(Client client, Form form) {
        return new RefreshAccessToken.Request(
                client,
                form.required("refresh_token", Secret::of),
                form.optional("scope").map(TokenServlet::scopes).orElse(Scopes.NONE),
                form.optional("resource"));
    }

    /** A text that is no redirect URI is not the one the code was sent to either. */
    private static RedirectUri redirectUri(String text) {
        try {
            return new RedirectUri(text);
        } catch (IllegalArgumentException noRedirectUri) {
            throw new OAuthException(ErrorCode.INVALID_GRANT, "redirect_uri is not the one the code was sent to");
        }
    }

    private static Scopes scopes(String text) {
        try {
            return Scopes.parse(text);
        } catch (IllegalArgumentException noScopes) {
            throw new OAuthException(ErrorCode.INVALID_SCOPE, "scope must be scope tokens separated by spaces");
        }
    }

    private static Map<String, Object> json(TokenResponse tokens) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("access_token", tokens.accessToken().reveal());
        json.put("token_type", "Bearer");
        json.put("expires_in", tokens.expiresIn().toSeconds());
        Optional<String> refreshToken = tokens.refreshToken().map(Secret::reveal);
        refreshToken.ifPresent(text -> json.put("refresh_token", text));
        json.put("scope", tokens.scopes().toString());
        return json;
    }
}
