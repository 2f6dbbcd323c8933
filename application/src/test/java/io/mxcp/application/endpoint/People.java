package io.mxcp.application.endpoint;

import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.fixture.Clients;
import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Persons who have signed in. */
final class People {
    private static final GrantId GRANT = GrantId.generate(Secrets.generator());
    private static final ClientId CLIENT = Clients.anyId();

    private People() {}

    static AuthenticatedUser ann(String providerToken) {
        UserProfile profile = new UserProfile(
                "https://provider.example",
                "1",
                "ann",
                Optional.empty(),
                UserProfile.EmailVerification.UNKNOWN,
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of());
        return new AuthenticatedUser(
                new ProviderId("keycloak"), profile, Secret.of(providerToken), Scopes.NONE, CLIENT, GRANT);
    }
}
