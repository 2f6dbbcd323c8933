package io.mxcp.domain.grant;

import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.secret.SecretHash;
import java.time.Instant;

/**
 * An authorization request that waits for the person's decision on our page.
 *
 * @param handle hash of the secret that the page carries
 * @param secrets the flow's secrets, sealed to that handle
 * @param expiresAt when the page is no longer good
 */
public record PendingAuthorization(
        SecretHash handle, AuthorizationRequest request, Sealed secrets, Instant expiresAt) {}
