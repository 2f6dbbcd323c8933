package io.mxcp.http;

import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.scope.Scopes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * What the protected resource answers to one who may not pass (RFC 6750 §3, RFC 9728 §5.1): where its metadata is, and the scopes to
 * ask for.
 */
public final class Challenge {
    private Challenge() {}

    /**
     * Answers 401, 403, 400 or what else the refusal calls for, with a challenge where it is about the token, and a small JSON object
     * ({@code error}, {@code error_description}); no JSON-RPC, which confuses clients that look for the former.
     *
     * @param refusal why; nothing if no token was shown, and then the challenge has no error (RFC 6750 §3.1)
     * @param scopes what to ask for: all that is needed, in one go
     */
    public static void write(
            HttpServletRequest request,
            HttpServletResponse response,
            Optional<OAuthException> refusal,
            Issuer issuer,
            Scopes scopes)
            throws IOException {
        OAuthException told = refusal.orElseGet(
                () -> new OAuthException(ErrorCode.INVALID_TOKEN, "an access token is needed; sign in to get one"));
        if (isAboutTheToken(told.code())) {
            response.setHeader("WWW-Authenticate", value(refusal, issuer, scopes));
        }
        OAuthErrors.writeJson(request, response, told);
    }

    /** The value of {@code WWW-Authenticate}. */
    static String value(Optional<OAuthException> refusal, Issuer issuer, Scopes scopes) {
        String error = refusal.map(told -> "error=\"" + told.code().wireName() + "\", error_description=\""
                        + quotable(told.description()) + "\", ")
                .orElse("");
        // below our own path, so that a proxy which forwards nothing but that path lets it through
        String metadata = issuer.url("/.well-known/oauth-protected-resource/mcp");
        String toAskFor = refusal.flatMap(OAuthException::scope).orElseGet(scopes::toString);
        return "Bearer " + error + "resource_metadata=\"" + metadata + "\", scope=\"" + toAskFor + "\"";
    }

    private static boolean isAboutTheToken(ErrorCode code) {
        return code == ErrorCode.INVALID_TOKEN
                || code == ErrorCode.INSUFFICIENT_SCOPE
                || code == ErrorCode.INVALID_REQUEST;
    }

    /** Descriptions are ours and plain; should one ever not be, it must not end the quoted text. */
    private static String quotable(String description) {
        return description.replaceAll("[^\\x20-\\x7E]|[\"\\\\]", "'");
    }
}
