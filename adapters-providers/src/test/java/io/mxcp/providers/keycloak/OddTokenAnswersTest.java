package io.mxcp.providers.keycloak;

import static io.mxcp.domain.provider.ProviderException.Failure.INVALID_RESPONSE;
import static io.mxcp.domain.provider.ProviderException.Failure.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Members of token answers in all the forms that they come in, and hosts that are not there. */
class OddTokenAnswersTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));

    private final SecretGenerator secrets = new SecretGenerator();
    private final SignInRequest request =
            new SignInRequest(ScriptedProvider.CALLBACK, secrets.secret(), secrets.secret(), secrets.secret());
    private ScriptedProvider keycloak;
    private ProviderGateway gateway;

    @BeforeEach
    void start() throws IOException {
        keycloak = ScriptedProvider.start(Realms.PATHS, CLOCK);
        gateway = Realms.gateway(Realms.settings(keycloak.base()), CLOCK);
    }

    @AfterEach
    void stop() {
        keycloak.close();
    }

    private Secret code() throws ProviderException {
        return gateway.readCallback(keycloak.signIn(gateway.authorizationUri(request)));
    }

    private ProviderTokens signIn() throws ProviderException {
        return gateway.exchange(code(), request);
    }

    @Test
    void readsATokenAnswerToItsBoundOnly() throws Exception {
        ProviderTokens tokens = signIn();
        keycloak.tokenMember("padding", "\"" + "x".repeat(60_000) + "\"");
        assertThat(keycloak.isLive(gateway.refresh(tokens).accessToken())).isTrue();
        keycloak.answer(Realms.PATHS.token(), Reply.json(200, "{\"access_token\":\"a\"}" + " ".repeat(256 << 10)));
        assertFailure(() -> gateway.refresh(tokens), INVALID_RESPONSE);
    }

    @ParameterizedTest
    @CsvSource({"300, 270", "'\"300\"', 270", "299.5, 269", "40, 20", "0, 0", "99999999999, 315359970"})
    void readsLifetimesInAllTheirForms(String expiresIn, long seconds) throws Exception {
        keycloak.tokenMember("expires_in", expiresIn);
        assertThat(signIn().expiry()).isEqualTo(new Expiry.At(CLOCK.instant().plusSeconds(seconds)));
    }

    @Test
    void doesNotInventALifetime() throws Exception {
        keycloak.tokenMember("expires_in", "");
        assertThat(signIn().expiry()).isEqualTo(new Expiry.Unknown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"soon\"", "-1", "{}", "true", "1000000000000000000000000"})
    void refusesALifetimeThatIsNone(String expiresIn) throws Exception {
        Secret code = code();
        keycloak.tokenMember("expires_in", expiresIn);
        assertFailure(() -> gateway.exchange(code, request), INVALID_RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "[\"a\"]", "7", "null", "\"a\\r\\nX-Injected: 1\"", "\"a b\""})
    void refusesAnAccessTokenThatIsNone(String accessToken) throws Exception {
        Secret code = code();
        keycloak.tokenMember("access_token", accessToken);
        assertFailure(() -> gateway.exchange(code, request), INVALID_RESPONSE);
    }

    @Test
    void refusesTokensThatAreNotForBearers() throws Exception {
        Secret code = code();
        keycloak.tokenMember("token_type", "\"DPoP\"");
        assertFailure(() -> gateway.exchange(code, request), INVALID_RESPONSE);
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        ProviderTokens tokens = signIn();
        keycloak.close();
        assertFailure(() -> gateway.refresh(tokens), UNREACHABLE);
        assertFailure(() -> gateway.profile(tokens), UNREACHABLE);
    }

    @Test
    void saysThatTheHostIsNotKnown() throws Exception {
        ProviderGateway lost = Realms.gateway(Realms.settings("http://no-such-host.invalid"), CLOCK);
        ProviderTokens tokens = signIn();
        ProviderException thrown = catchThrowableOfType(ProviderException.class, () -> lost.refresh(tokens));
        assertThat(thrown).hasMessageContaining("host name");
        assertThat(thrown.failure()).isEqualTo(UNREACHABLE);
    }

    @FunctionalInterface
    private interface Call {
        Object make() throws ProviderException;
    }

    private static void assertFailure(Call call, Failure failure) {
        ProviderException thrown = catchThrowableOfType(ProviderException.class, call::make);
        assertThat(thrown).isNotNull();
        assertThat(thrown.failure()).as(thrown.getMessage()).isEqualTo(failure);
    }
}
