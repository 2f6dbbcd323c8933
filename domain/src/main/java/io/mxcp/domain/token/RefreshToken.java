package io.mxcp.domain.token;

import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.secret.SecretHash;
import java.time.Instant;

/**
 * A refresh token as it is stored (RFC 6749 §1.5).
 *
 * @param hash of the token
 * @param expiresAt when it is no longer good, unless it is used before
 * @param dataKey the grant's data key, wrapped for this token
 */
public record RefreshToken(SecretHash hash, Instant expiresAt, Sealed dataKey) {}
