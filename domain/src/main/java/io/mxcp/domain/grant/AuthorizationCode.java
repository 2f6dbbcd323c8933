package io.mxcp.domain.grant;

import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.secret.SecretHash;
import java.time.Instant;
import java.util.Optional;

/**
 * An issued authorization code (RFC 6749 §4.1.2) and the grant that becomes live when it is redeemed.
 *
 * @param hash of the code
 * @param redirectUri where the code was sent
 * @param challenge what the token request must meet
 * @param session what the provider left with us, sealed
 * @param sharing what other grants of the person seal to; absent where the provider does not limit tokens
 * @param dataKey the grant's data key, wrapped for the code
 * @param expiresAt when the code is no longer good
 */
public record AuthorizationCode(
        SecretHash hash,
        Grant grant,
        RedirectUri redirectUri,
        CodeChallenge challenge,
        SealedSession session,
        Optional<SharingKeys> sharing,
        Sealed dataKey,
        Instant expiresAt) {
    /** One whose grant shares nothing. */
    public AuthorizationCode(
            SecretHash hash,
            Grant grant,
            RedirectUri redirectUri,
            CodeChallenge challenge,
            SealedSession session,
            Sealed dataKey,
            Instant expiresAt) {
        this(hash, grant, redirectUri, challenge, session, Optional.empty(), dataKey, expiresAt);
    }
}
