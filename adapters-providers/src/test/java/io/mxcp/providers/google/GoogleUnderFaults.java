package io.mxcp.providers.google;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.providers.ProviderUnderFaults;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.scripted.ScriptedGoogle;
import java.io.IOException;
import java.time.InstantSource;

/** Google in the fault matrix. */
public final class GoogleUnderFaults implements ProviderUnderFaults {
    @Override
    public String name() {
        return "google";
    }

    @Override
    public ScriptedProvider start(InstantSource clock) throws IOException {
        return ScriptedGoogle.start(clock);
    }

    @Override
    public ProviderGateway gateway(ScriptedProvider provider, InstantSource clock, EgressLimits limits) {
        return new GoogleFactory(limits).create(ProviderSettings.of(ScriptedGoogle.settings(provider.base())), clock);
    }
}
