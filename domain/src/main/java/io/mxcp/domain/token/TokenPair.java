package io.mxcp.domain.token;

import java.util.Optional;

/** What one token answer issues: an access token, and a refresh token where the client may have one. */
public record TokenPair(AccessToken access, Optional<RefreshToken> refresh) {}
