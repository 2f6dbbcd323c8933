package io.mxcp.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.providers.demo.DemoFactory;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.scripted.EgressThreads;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each gateway does when its owner closes it. */
class ClosedGatewayTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));

    /** Not in the matrix: it is our own. */
    private static final class Demo implements ProviderUnderFaults {
        @Override
        public String name() {
            return "demo";
        }

        @Override
        public ScriptedProvider start(InstantSource clock) throws IOException {
            return ScriptedProvider.startPublic(
                    new ScriptedProvider.Paths("", "/authorize", "/token", "/userinfo", "/none", "/none"), clock);
        }

        @Override
        public ProviderGateway gateway(ScriptedProvider provider, InstantSource clock, EgressLimits limits) {
            Map<String, String> settings = Map.of("url", provider.base(), "client_id", ScriptedProvider.CLIENT_ID);
            return new DemoFactory().create(ProviderSettings.of(settings), clock);
        }
    }

    static Stream<Arguments> providers() {
        return Stream.concat(FaultMatrixTest.PROVIDERS.stream(), Stream.of(new Demo()))
                .map(provider -> Arguments.of(provider.name(), provider));
    }

    private static ProviderTokens signIn(ScriptedProvider provider, ProviderGateway gateway) throws Exception {
        SecretGenerator secrets = new SecretGenerator();
        SignInRequest request =
                new SignInRequest(ScriptedProvider.CALLBACK, secrets.secret(), secrets.secret(), secrets.secret());
        Secret code = gateway.readCallback(provider.signIn(gateway.authorizationUri(request)));
        return gateway.exchange(code, request);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void leavesNoThreadAndStillAnswersALateCall(String name, ProviderUnderFaults fixture) throws Exception {
        EgressThreads threads = new EgressThreads();
        try (ScriptedProvider provider = fixture.start(CLOCK)) {
            ProviderGateway gateway = fixture.gateway(provider, CLOCK, EgressLimits.STANDARD);
            ProviderTokens tokens = signIn(provider, gateway);
            assertThat(threads.started()).isNotEmpty();
            gateway.close();
            assertThat(threads.left()).isEmpty();
            assertThat(gateway.profile(tokens).username()).isNotEmpty();
            gateway.close();
            assertThat(threads.left()).isEmpty();
        }
    }
}
