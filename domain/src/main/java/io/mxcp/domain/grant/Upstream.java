package io.mxcp.domain.grant;

import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.secret.SecretHash;
import java.util.HexFormat;

/**
 * One person's sign-in at a provider under one name of ours. All grants with the same one are siblings: where the provider keeps one
 * grant for each person, or few tokens, they share the newest.
 *
 * @param owner hash of the person's identity ({@code ResourceOwner.key()})
 */
public record Upstream(Issuer issuer, ProviderId provider, SecretHash owner) {
    /** Names the place where values of one of its grants belong, when they are sealed. */
    String sealingContext(GrantId grant) {
        return "grant " + grant.hex() + " " + provider.value() + " "
                + HexFormat.of().formatHex(owner.bytes());
    }
}
