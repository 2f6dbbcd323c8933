package io.mxcp.http.oauth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.secret.Secret;
import io.mxcp.http.AuthorizationHeader;
import io.mxcp.http.Form;
import io.mxcp.http.FormEncoding;
import io.mxcp.http.RequestLog;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.Optional;

/**
 * Who a client says it is, and how it shows it (RFC 6749 §2.3.1): by HTTP Basic, or in the body; never by both.
 *
 * @param secret absent for a public client
 */
record ClientCredentials(ClientId id, Optional<Secret> secret) {

    /**
     * Reads them.
     *
     * @throws OAuthException {@code invalid_request} if they are malformed or given in two ways; {@code invalid_client} if there are
     *     none, or of another scheme
     */
    static ClientCredentials of(HttpServletRequest request, Form form) {
        Optional<AuthorizationHeader> header = AuthorizationHeader.of(request);
        // what it claims is told of a refusal, too
        form.optional("client_id").ifPresent(id -> RequestLog.client(request, id));
        ClientCredentials shown = header.isPresent() ? ofHeader(header.get(), form) : ofBody(form);
        RequestLog.client(request, shown.id().value());
        return shown;
    }

    private static ClientCredentials ofBody(Form form) {
        String id = form.optional("client_id").orElseThrow(() -> unknown("the request names no client"));
        return new ClientCredentials(
                clientId(id), form.optional("client_secret").map(Secret::of));
    }

    private static ClientCredentials ofHeader(AuthorizationHeader header, Form form) {
        if (!header.isScheme("Basic")) {
            throw unknown("clients authenticate by HTTP Basic or in the body");
        }
        ClientCredentials basic = ofPair(decoded(header.credentials()));
        boolean other = form.optional("client_id")
                .filter(id -> !id.equals(basic.id().value()))
                .isPresent();
        if (other || form.optional("client_secret").isPresent()) {
            throw malformed("the client authenticates in two ways; use the header or the body");
        }
        return basic;
    }

    private static String decoded(Secret credentials) {
        try {
            return new String(Base64.getDecoder().decode(credentials.reveal()), ISO_8859_1);
        } catch (IllegalArgumentException notBase64) {
            throw malformed("the Basic credentials are not base64");
        }
    }

    /** Name and secret, each form-encoded, with a colon in between. */
    private static ClientCredentials ofPair(String pair) {
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw malformed("the Basic credentials have no colon");
        }
        String secret = FormEncoding.decode(pair.substring(colon + 1));
        return new ClientCredentials(
                clientId(FormEncoding.decode(pair.substring(0, colon))),
                Optional.of(secret).filter(text -> !text.isEmpty()).map(Secret::of));
    }

    private static ClientId clientId(String text) {
        try {
            return new ClientId(text);
        } catch (IllegalArgumentException noClientId) {
            throw unknown("the client is unknown here");
        }
    }

    private static OAuthException unknown(String description) {
        return new OAuthException(ErrorCode.INVALID_CLIENT, description);
    }

    private static OAuthException malformed(String description) {
        return new OAuthException(ErrorCode.INVALID_REQUEST, description);
    }
}
