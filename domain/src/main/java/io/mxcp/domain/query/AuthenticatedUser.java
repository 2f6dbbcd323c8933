package io.mxcp.domain.query;

import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;

/**
 * The person on whose behalf a request is made, as a query sees them.
 *
 * @param provider where they signed in
 * @param profile as the provider last described them
 * @param externalToken the provider's access token, what {@code get_user_external_token()} tells
 * @param scopes what the presented token holds
 * @param client the program that asks on their behalf
 * @param grant by which it does
 */
public record AuthenticatedUser(
        ProviderId provider, UserProfile profile, Secret externalToken, Scopes scopes, ClientId client, GrantId grant)
        implements Caller {
    /** What {@code get_username()} tells. */
    public String username() {
        return profile.username();
    }

    /** What {@code get_user_email()} tells: empty text where the provider tells none. */
    public String email() {
        return profile.email().orElse("");
    }
}
