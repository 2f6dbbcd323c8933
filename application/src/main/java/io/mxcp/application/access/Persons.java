package io.mxcp.application.access;

import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.provider.ClaimMappings;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.token.AccessToken;
import java.util.Optional;

/** Makes the person that a query sees, from what the provider left with us and what the operator says that its claims mean. */
final class Persons {
    private final ProviderGateway gateway;
    private final ClaimMappings mappings;

    Persons(ProviderGateway gateway, ClaimMappings mappings) {
        this.gateway = gateway;
        this.mappings = mappings;
    }

    AuthenticatedUser of(AccessToken token, Grant grant, ProviderSession session) {
        return new AuthenticatedUser(
                grant.provider(),
                session.profile(),
                Optional.of(session.tokens().accessToken()),
                token.scopes(),
                grant.client(),
                grant.id(),
                mappings.capabilities(session.profile().claims()),
                gateway.dataHosts(session));
    }
}
