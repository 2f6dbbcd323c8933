package io.mxcp.providers.keycloak;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.providers.ProviderUnderFaults;
import io.mxcp.providers.egress.EgressLimits;
import java.io.IOException;
import java.time.InstantSource;

/** Keycloak in the fault matrix. */
public final class KeycloakUnderFaults implements ProviderUnderFaults {
    @Override
    public String name() {
        return "keycloak";
    }

    @Override
    public ScriptedProvider start(InstantSource clock) throws IOException {
        return ScriptedProvider.start(Realms.PATHS, clock);
    }

    @Override
    public ProviderGateway gateway(ScriptedProvider provider, InstantSource clock, EgressLimits limits) {
        return Realms.gateway(Realms.settings(provider.base()), clock, limits);
    }
}
