package io.mxcp.providers.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.secret.SecretGenerator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** What the tests of our factories do alike. */
public final class Factories {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    private Factories() {}

    /** A sign-in of somebody. */
    public static SignInRequest newRequest() {
        SecretGenerator secrets = new SecretGenerator();
        return new SignInRequest(ScriptedProvider.CALLBACK, secrets.secret(), secrets.secret(), secrets.secret());
    }

    /** A gateway with these settings. */
    public static ProviderGateway gateway(ProviderFactory factory, Map<String, String> settings) {
        return factory.create(ProviderSettings.of(settings), CLOCK);
    }

    /** Asserts that the secret, and nothing else, is declared as one. */
    public static void assertOnlyTheSecretIsHidden(ProviderFactory factory) {
        assertThat(factory.settings())
                .filteredOn(ProviderSetting::secret)
                .extracting(ProviderSetting::name)
                .containsExactly("client_secret");
    }

    /** Asserts that the factory refuses the value, and says of which key without a password in it. */
    public static void assertNamed(ProviderFactory factory, Map<String, String> required, String key, String value) {
        Map<String, String> settings = new HashMap<>(required);
        settings.put(key, value);
        assertThatThrownBy(() -> gateway(factory, settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key + " ")
                .hasMessageNotContaining("password");
    }
}
