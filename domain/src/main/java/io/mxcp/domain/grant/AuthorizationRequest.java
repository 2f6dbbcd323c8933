package io.mxcp.domain.grant;

import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.scope.Scopes;

/**
 * What a client asked at {@code /authorize} (RFC 6749 §4.1.1), after all checks. Its state is kept apart, sealed.
 *
 * @param issuer the name of ours under which it asked, for {@code iss} in the answer
 * @param redirectUri where the answer goes
 * @param scopes what will be granted
 * @param challenge what the token request must meet
 * @param resource where the token will be good
 */
public record AuthorizationRequest(
        Issuer issuer,
        ClientId client,
        RedirectUri redirectUri,
        Scopes scopes,
        CodeChallenge challenge,
        ResourceIndicator resource) {}
