package io.mxcp.application.token;

import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import java.time.Duration;
import java.util.Optional;

/** A successful token answer (RFC 6749 §5.1); always of type Bearer. */
public record TokenResponse(Secret accessToken, Duration expiresIn, Optional<Secret> refreshToken, Scopes scopes) {}
