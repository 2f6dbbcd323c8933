package io.mxcp.providers.oidc;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.providers.ProviderUnderFaults;
import io.mxcp.providers.egress.EgressLimits;
import java.io.IOException;
import java.time.InstantSource;

/** Any OpenID provider in the fault matrix. */
public final class OidcUnderFaults implements ProviderUnderFaults {
    @Override
    public String name() {
        return "oidc";
    }

    @Override
    public ScriptedProvider start(InstantSource clock) throws IOException {
        return Published.start(clock);
    }

    @Override
    public ProviderGateway gateway(ScriptedProvider provider, InstantSource clock, EgressLimits limits) {
        return new OidcFactory(limits).create(ProviderSettings.of(Published.settings(provider)), clock);
    }
}
