package io.mxcp.providers.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxcp.domain.contract.ProviderGatewayContract;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSettings;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoGatewayTest extends ProviderGatewayContract {
    private static final ScriptedProvider.Paths PATHS =
            new ScriptedProvider.Paths("", "/authorize", "/token", "/userinfo", "/none", "/none");

    @Override
    protected ScriptedProvider startProvider(InstantSource clock) throws IOException {
        return ScriptedProvider.startPublic(PATHS, clock);
    }

    @Override
    protected ProviderGateway newGateway(ScriptedProvider startedProvider, InstantSource clock) {
        Map<String, String> settings = Map.of("url", startedProvider.base(), "client_id", ScriptedProvider.CLIENT_ID);
        return new DemoFactory().create(ProviderSettings.of(settings), clock);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.168.1.5:8001",
                "https://demo.example",
                "http://127.0.0.1.evil.example",
                "http://[::2]:1"
            })
    void runsOnThisMachineOnly(String url) {
        ProviderSettings settings = ProviderSettings.of(Map.of("url", url));
        assertThatThrownBy(() -> new DemoFactory().create(settings, InstantSource.fixed(Instant.EPOCH)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("url ");
    }
}
