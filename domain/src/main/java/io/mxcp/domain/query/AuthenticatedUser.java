package io.mxcp.domain.query;

import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import java.util.Optional;
import java.util.Set;

/**
 * The person on whose behalf a request is made, as a query sees them.
 *
 * @param provider where they signed in
 * @param profile as the provider last described them
 * @param externalToken the provider's access token, what {@code get_user_external_token()} tells; who signed in has one, whom a
 *     command line describes need not
 * @param scopes what the presented token holds
 * @param client the program that asks on their behalf
 * @param grant by which it does
 * @param capabilities what the operator's claim mappings give them
 * @param dataHosts host names of the provider's own interfaces, where SQL may send the provider token;
 *     {@code *.example.com} stands for all below
 */
public record AuthenticatedUser(
        ProviderId provider,
        UserProfile profile,
        Optional<Secret> externalToken,
        Scopes scopes,
        ClientId client,
        GrantId grant,
        Set<String> capabilities,
        Set<String> dataHosts)
        implements Caller {
    /** Copies the sets. */
    public AuthenticatedUser {
        capabilities = Set.copyOf(capabilities);
        dataHosts = Set.copyOf(dataHosts);
    }

    /** A person without capabilities, whose provider has no data interfaces. */
    public AuthenticatedUser(
            ProviderId provider,
            UserProfile profile,
            Secret externalToken,
            Scopes scopes,
            ClientId client,
            GrantId grant) {
        this(provider, profile, Optional.of(externalToken), scopes, client, grant, Set.of(), Set.of());
    }

    /** What {@code get_username()} tells. */
    public String username() {
        return profile.username();
    }

    /** What {@code get_user_email()} tells: empty text where the provider tells none. */
    public String email() {
        return profile.email().orElse("");
    }

    /** What {@code get_user_id()} tells: immutable, and unique at the provider. */
    public String userId() {
        return profile.subject();
    }

    /** What {@code get_user_name()} tells, for people to read: empty text where the provider tells none. */
    public String displayName() {
        return profile.displayName().orElse("");
    }

    /** What {@code get_user_fact(name)} tells: empty text where there is none of this name. */
    public String fact(String name) {
        return profile.facts().getOrDefault(name, "");
    }
}
