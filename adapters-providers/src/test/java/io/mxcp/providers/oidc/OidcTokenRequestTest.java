package io.mxcp.providers.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire to the token endpoint of a provider that is known by its issuer only. */
class OidcTokenRequestTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));

    private final SecretGenerator secrets = new SecretGenerator();
    private final SignInRequest request =
            new SignInRequest(ScriptedProvider.CALLBACK, secrets.secret(), secrets.secret(), secrets.secret());
    private final ProviderTokens tokens = new ProviderTokens(
            secrets.secret(),
            new Expiry.Unknown(),
            Optional.of(secrets.secret()),
            new Expiry.Unknown(),
            Scopes.parse("openid"),
            false,
            Map.of());
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final Map<String, String> settings = new HashMap<>();
    private HttpServer server;
    private String methods = "";

    private record Sent(String authorization, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        settings.put("issuer", base());
        settings.put("client_id", "mxcp-client");
        settings.put("client_secret", "secret");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (exchange.getRequestURI().getPath().equals("/token")) {
            String header = exchange.getRequestHeaders().getFirst("Authorization");
            sent.add(new Sent(header == null ? "" : header, body));
            exchange.sendResponseHeaders(503, -1);
        } else {
            byte[] metadata =
                    """
                    {"issuer":"BASE","authorization_endpoint":"BASE/authorize","token_endpoint":"BASE/token",\
                    "jwks_uri":"BASE/certs"METHODS}""".replace("BASE", base()).replace("METHODS", methods).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, metadata.length);
            exchange.getResponseBody().write(metadata);
        }
        exchange.close();
    }

    private ProviderGateway gateway() {
        return new OidcFactory().create(ProviderSettings.of(settings), CLOCK);
    }

    private void exchangeAndRefresh() {
        ProviderGateway gateway = gateway();
        assertThatThrownBy(() -> gateway.exchange(Secret.of("code"), request)).isInstanceOf(ProviderException.class);
        assertThatThrownBy(() -> gateway.refresh(tokens)).isInstanceOf(ProviderException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "auto, none, true",
        "auto, '\"client_secret_post\",\"client_secret_basic\"', true",
        "auto, '\"private_key_jwt\"', true",
        "auto, '\"client_secret_post\"', false",
        "auto, '\"client_secret_post\",\"private_key_jwt\"', false",
        "basic, '\"client_secret_post\"', true",
        "post, '\"client_secret_basic\"', false"
    })
    void sendsTheSecretByBasicUnlessOnlyPostIsListed(String setting, String listed, boolean basic) {
        settings.put("client_auth", setting);
        methods = listed.equals("none") ? "" : ",\"token_endpoint_auth_methods_supported\":[" + listed + "]";
        exchangeAndRefresh();
        assertThat(sent).hasSize(2).allSatisfy(one -> {
            assertThat(one.authorization().startsWith("Basic ")).isEqualTo(basic);
            assertThat(one.body().contains("client_secret=")).isEqualTo(!basic);
        });
    }

    @Test
    void tellsTheAudienceEverywhereAndExtraParametersToTheBrowserOnly() throws ProviderException {
        settings.put("audience", "https://api.example/v1");
        settings.put("authorize_params", "prompt=login&acr_values=urn%3Ahigh%20x");
        assertThat(gateway().authorizationUri(request).getRawQuery().split("&"))
                .contains("audience=https%3A%2F%2Fapi.example%2Fv1", "prompt=login", "acr_values=urn%3Ahigh+x");
        exchangeAndRefresh();
        assertThat(sent)
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.body().split("&"))
                        .contains("audience=https%3A%2F%2Fapi.example%2Fv1")
                        .doesNotContain("prompt=login"));
    }

    @Test
    void tellsNoAudienceWhereNoneIsConfigured() throws ProviderException {
        assertThat(gateway().authorizationUri(request).getRawQuery()).doesNotContain("audience");
        exchangeAndRefresh();
        assertThat(sent).hasSize(2).allSatisfy(one -> assertThat(one.body()).doesNotContain("audience"));
    }
}
