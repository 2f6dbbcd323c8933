package io.mxcp.domain.grant;

import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.secret.SecretHash;
import java.time.Instant;

/**
 * An authorization request that a person approved and that waits for the provider's answer.
 *
 * @param state hash of the state that the provider hands back
 * @param browser hash of the cookie that the approving browser got
 * @param secrets the flow's secrets, sealed to the state
 * @param expiresAt when the provider's answer comes too late
 */
public record ApprovedAuthorization(
        SecretHash state, SecretHash browser, AuthorizationRequest request, Sealed secrets, Instant expiresAt) {}
