package io.mxcp.providers.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.providers.egress.Destinations;
import io.mxcp.providers.egress.EgressGuard;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.wire.ProviderHttp;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {
    private static final String PATH = "/.well-known/openid-configuration";
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private ScriptedProvider provider;
    private Discovery discovery;

    @BeforeEach
    void start() throws IOException {
        provider = ScriptedProvider.start(
                new ScriptedProvider.Paths("", "/authorize", "/token", "/userinfo", "/certs", "/revoke"), now::get);
        discovery = newDiscovery(provider.issuer());
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private Discovery newDiscovery(String issuer) {
        EgressGuard guard =
                new EgressGuard(Destinations.configured(List.of(URI.create(issuer))), EgressLimits.STANDARD);
        return new Discovery(issuer, new ProviderHttp(guard), now::get);
    }

    private String minimal() {
        return """
            {"issuer":"BASE","authorization_endpoint":"BASE/authorize","token_endpoint":"BASE/token","jwks_uri":"BASE/certs"}""".replace("BASE", provider.issuer());
    }

    private void publish(String json) {
        provider.answer(PATH, Reply.json(200, json));
    }

    private ProviderException refused(Discovery asked) {
        ProviderException thrown = catchThrowableOfType(ProviderException.class, asked::metadata);
        assertThat(thrown).isNotNull();
        return thrown;
    }

    @Test
    void readsTheLeastThatAProviderMustPublish() throws ProviderException {
        publish(minimal());
        OidcMetadata metadata = discovery.metadata();
        assertThat(metadata.issuer()).isEqualTo(provider.issuer());
        assertThat(metadata.algorithms()).containsExactly("RS256");
        assertThat(metadata.tellsIssuer()).isFalse();
        assertThat(metadata.endpoints().userInfo()).isEmpty();
    }

    @Test
    void dropsAlgorithmsThatNobodyShouldUse() throws ProviderException {
        publish(minimal().replace("{", """
            {"id_token_signing_alg_values_supported":["none","HS256","ES256"],"authorization_response_iss_parameter_supported":true,"""));
        assertThat(discovery.metadata().algorithms()).containsExactly("ES256");
        assertThat(discovery.metadata().tellsIssuer()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"})
    void namesTheMemberThatIsMissing(String member) {
        publish(minimal().replace("\"" + member + "\"", "\"x\""));
        assertThat(refused(discovery)).hasMessageContaining(member);
        assertThat(refused(discovery).failure()).isEqualTo(Failure.INVALID_RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "javascript:alert(1)", "/token"})
    void takesWebAddressesOnly(String address) {
        publish(minimal().replace(provider.issuer() + "/token", address));
        assertThat(refused(discovery)).hasMessageContaining("token_endpoint");
    }

    @Test
    void comparesTheIssuerToTheLastCharacter() throws ProviderException {
        publish(minimal());
        Discovery withSlash = newDiscovery(provider.issuer() + "/");
        assertThat(refused(withSlash)).hasMessageContaining("issuer");
        publish(minimal()
                .replace("\"issuer\":\"" + provider.issuer() + "\"", "\"issuer\":\"" + provider.issuer() + "/\""));
        assertThat(withSlash.metadata().issuer()).endsWith("/");
        assertThat(refused(discovery)).hasMessageContaining("issuer");
    }

    @ParameterizedTest
    @CsvSource({"404, INVALID_RESPONSE", "302, INVALID_RESPONSE", "500, UNREACHABLE", "503, UNREACHABLE"})
    void tellsTroubleFromAWrongAddress(int status, Failure failure) {
        provider.answer(PATH, Reply.json(status, ""));
        assertThat(refused(discovery).failure()).isEqualTo(failure);
    }

    @Test
    void readsAgainAfterAnHourAndNotBefore() throws ProviderException {
        publish(minimal());
        discovery.metadata();
        now.set(START.plus(Duration.ofMinutes(59)));
        discovery.metadata();
        assertThat(provider.calls(PATH)).isEqualTo(1);
        now.set(START.plus(Duration.ofMinutes(60)));
        discovery.metadata();
        assertThat(provider.calls(PATH)).isEqualTo(2);
    }

    @Test
    void livesOnAnOldCopyThroughAnOutageWithoutAskingAllTheTime() throws ProviderException {
        publish(minimal());
        discovery.metadata();
        provider.answer(PATH, Reply.json(500, ""));
        now.set(START.plus(Duration.ofDays(1)));
        for (int i = 0; i < 3; i++) {
            assertThat(discovery.metadata().issuer()).isEqualTo(provider.issuer());
        }
        assertThat(provider.calls(PATH)).isEqualTo(2);
        now.set(START.plus(Duration.ofDays(1)).plusSeconds(30));
        discovery.metadata();
        assertThat(provider.calls(PATH)).isEqualTo(3);
    }

    @Test
    void asksAgainAfterAFirstFailure() throws ProviderException {
        provider.answer(PATH, Reply.json(500, ""));
        assertThat(refused(discovery).failure()).isEqualTo(Failure.UNREACHABLE);
        publish(minimal());
        assertThat(discovery.metadata().issuer()).isEqualTo(provider.issuer());
    }
}
