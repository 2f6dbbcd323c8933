package com.example.mxcp;

import io.mxcp.domain.contract.ProviderGatewayContract;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSettings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;

class LighthouseGatewayTest extends ProviderGatewayContract {
    private static final ScriptedProvider.Paths PATHS =
            new ScriptedProvider.Paths("", "/authorize", "/token", "/userinfo", "/none", "/none");

    @Override
    protected ScriptedProvider startProvider(InstantSource clock) throws IOException {
        return ScriptedProvider.start(PATHS, clock);
    }

    @Override
    protected ProviderGateway newGateway(ScriptedProvider startedProvider, InstantSource clock) {
        Map<String, String> settings = Map.of(
                "url", startedProvider.base(),
                "client_id", ScriptedProvider.CLIENT_ID,
                "client_secret", ScriptedProvider.CLIENT_SECRET.reveal(),
                "scope", "profile email");
        return new LighthouseFactory().create(ProviderSettings.of(settings), clock);
    }
}
