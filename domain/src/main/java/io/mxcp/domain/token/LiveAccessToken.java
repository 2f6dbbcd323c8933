package io.mxcp.domain.token;

import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.SealedSession;

/** An access token that is good now, with its grant and what the provider left with us for it. */
public record LiveAccessToken(AccessToken token, Grant grant, SealedSession session) {}
