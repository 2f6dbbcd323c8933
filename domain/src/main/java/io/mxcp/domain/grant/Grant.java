package io.mxcp.domain.grant;

import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.SecretHash;
import java.time.Instant;

/**
 * What a person allowed a client (RFC 6749 §1.3). All tokens that come of one grant are its family and end with it.
 *
 * @param owner hash of the person's identity ({@code ResourceOwner.key()})
 * @param scopes the most that a token of this grant may hold
 * @param resource where its tokens are good
 * @param issuer the name of ours under which it was given
 * @param endsAt when it ends, however often it is refreshed
 */
public record Grant(
        GrantId id,
        ClientId client,
        ProviderId provider,
        SecretHash owner,
        Scopes scopes,
        ResourceIndicator resource,
        Issuer issuer,
        Instant createdAt,
        Instant endsAt) {
    /** Names the place where values of this grant belong, when they are sealed. */
    public String sealingContext() {
        return upstream().sealingContext(id);
    }

    /** Whose sign-in at which provider it stands on. */
    public Upstream upstream() {
        return new Upstream(issuer, provider, owner);
    }
}
