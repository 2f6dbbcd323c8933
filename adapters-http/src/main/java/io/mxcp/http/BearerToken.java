package io.mxcp.http;

import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.secret.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** The bearer token of a request, from its header only (RFC 6750 §2.1, OAuth 2.1 draft 13 §5.1). */
public final class BearerToken {
    private static final Pattern B64TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private BearerToken() {}

    /**
     * Reads the token; nothing if the request shows none, or credentials of another scheme.
     *
     * @throws OAuthException {@code invalid_request} if the header is repeated or malformed, or credentials stand in the query,
     *     where logs and histories would keep them (T10)
     */
    public static Optional<Secret> of(HttpServletRequest request) {
        QueryParameters.refuseCredentials(request);
        return AuthorizationHeader.of(request)
                .filter(header -> header.isScheme("Bearer"))
                .map(BearerToken::token);
    }

    private static Secret token(AuthorizationHeader header) {
        if (!B64TOKEN.matcher(header.credentials().reveal()).matches()) {
            throw new OAuthException(ErrorCode.INVALID_REQUEST, "the bearer token is malformed");
        }
        return header.credentials();
    }
}
