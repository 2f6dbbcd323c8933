package io.mxcp.providers.atlassian;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.providers.ProviderUnderFaults;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.scripted.ScriptedAtlassian;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;

/** Atlassian in the fault matrix. */
public final class AtlassianUnderFaults implements ProviderUnderFaults {
    @Override
    public String name() {
        return "atlassian";
    }

    @Override
    public ScriptedProvider start(InstantSource clock) throws IOException {
        return ScriptedAtlassian.start(clock);
    }

    @Override
    public ProviderGateway gateway(ScriptedProvider provider, InstantSource clock, EgressLimits limits) {
        return new AtlassianFactory(limits)
                .create(ProviderSettings.of(ScriptedAtlassian.settings(provider.base())), clock);
    }

    /** Its word for a dead refresh token. */
    @Override
    public Map<String, Failure> atRefresh() {
        return Map.of("401 client", Failure.GRANT_REFUSED);
    }
}
