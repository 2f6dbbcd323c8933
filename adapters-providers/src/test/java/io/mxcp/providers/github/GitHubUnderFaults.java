package io.mxcp.providers.github;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.providers.ProviderUnderFaults;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.scripted.ScriptedGitHub;
import java.io.IOException;
import java.time.InstantSource;

/** GitHub in the fault matrix. */
public final class GitHubUnderFaults implements ProviderUnderFaults {
    @Override
    public String name() {
        return "github";
    }

    @Override
    public ScriptedProvider start(InstantSource clock) throws IOException {
        return ScriptedGitHub.start(clock);
    }

    @Override
    public ProviderGateway gateway(ScriptedProvider provider, InstantSource clock, EgressLimits limits) {
        return new GitHubFactory(limits).create(ProviderSettings.of(ScriptedGitHub.settings(provider.base())), clock);
    }
}
