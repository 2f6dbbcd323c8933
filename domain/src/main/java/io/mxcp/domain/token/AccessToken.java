package io.mxcp.domain.token;

import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.secret.SecretHash;
import java.time.Instant;

/**
 * An access token as it is stored (RFC 6749 §1.4).
 *
 * @param hash of the token
 * @param scopes what it holds, within those of its grant
 * @param expiresAt when it is no longer good
 * @param dataKey the grant's data key, wrapped for this token
 */
public record AccessToken(SecretHash hash, Scopes scopes, Instant expiresAt, Sealed dataKey) {}
