package io.mxcp.http;

import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a request's query, and of nothing else: a container's own reading would mix in those of the body, and guess at
 * malformed ones.
 */
public final class QueryParameters {
    private static final Set<String> CREDENTIALS =
            Set.of("access_token", "refresh_token", "token", "client_secret", "code", "code_verifier");
    /** What an endpoint reads from its body only: in the query as well it would be there twice (T9). */
    private static final Set<String> OF_THE_BODY =
            Set.of("grant_type", "client_id", "redirect_uri", "resource", "scope", "token_type_hint");

    private QueryParameters() {}

    /**
     * All of them.
     *
     * @throws OAuthException {@code invalid_request} if the query is malformed
     */
    public static Map<String, List<String>> of(HttpServletRequest request) {
        return FormEncoding.parse(Optional.ofNullable(request.getQueryString()).orElse(""));
    }

    /**
     * Refuses a request whose query holds what belongs into a header or a body (OAuth 2.1 draft 13 §5.1, T10).
     *
     * @throws OAuthException {@code invalid_request} if it does
     */
    public static void refuseCredentials(HttpServletRequest request) {
        if (request.getQueryString() != null && of(request).keySet().stream().anyMatch(CREDENTIALS::contains)) {
            throw new OAuthException(ErrorCode.INVALID_REQUEST, "credentials must not stand in the query");
        }
    }

    /**
     * Refuses a form whose query holds its parameters, too.
     *
     * @throws OAuthException {@code invalid_request} if it does
     */
    public static void refuseParametersOfTheBody(HttpServletRequest request) {
        refuseCredentials(request);
        if (request.getQueryString() != null && of(request).keySet().stream().anyMatch(OF_THE_BODY::contains)) {
            throw new OAuthException(ErrorCode.INVALID_REQUEST, "parameters must stand in the body, not in the query");
        }
    }
}
