package io.mxcp.providers.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderException.Policy;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** A scripted provider and a gateway that leads there; settings may change between two steps. */
public final class Conversation implements AutoCloseable {
    private final SecretGenerator secrets = new SecretGenerator();
    private final ProviderFactory factory;
    private final ScriptedProvider provider;
    private final Map<String, String> settings;
    private final InstantSource clock;

    /** Begins with these settings. */
    public Conversation(
            ProviderFactory factory, ScriptedProvider provider, Map<String, String> settings, InstantSource clock) {
        this.factory = factory;
        this.provider = provider;
        this.settings = new HashMap<>(settings);
        this.clock = clock;
    }

    /** Whom it is with. */
    public ScriptedProvider provider() {
        return provider;
    }

    /** A step that may fail. */
    @FunctionalInterface
    public interface Step {
        /** Takes it. */
        Object take() throws ProviderException;
    }

    /** From now on the gateway has this setting. */
    public void set(String key, String value) {
        settings.put(key, value);
    }

    /** A gateway by the settings of now. */
    public ProviderGateway gateway() {
        return factory.create(ProviderSettings.of(settings), clock);
    }

    /** A fresh sign-in. */
    public SignInRequest newRequest() {
        return new SignInRequest(ScriptedProvider.CALLBACK, secrets.secret(), secrets.secret(), secrets.secret());
    }

    /** The query of the address that a person is sent to, parameter by parameter. */
    public Map<String, String> authorization() throws ProviderException {
        return ScriptedProvider.form(gateway().authorizationUri(newRequest()).getRawQuery());
    }

    /** The tokens of a person who signs in. */
    public ProviderTokens signIn() throws ProviderException {
        ProviderGateway gateway = gateway();
        SignInRequest request = newRequest();
        Secret code = gateway.readCallback(provider.signIn(gateway.authorizationUri(request)));
        return gateway.exchange(code, request);
    }

    /** The profile of a person who signs in. */
    public UserProfile profile() throws ProviderException {
        return gateway().profile(signIn());
    }

    /** Asserts that the step fails so, and tells the operator this. */
    public static void assertFailure(Step step, Failure failure, String part) {
        ProviderException thrown = catchThrowableOfType(ProviderException.class, step::take);
        assertThat(thrown).isNotNull().hasMessageContaining(part);
        assertThat(thrown.failure()).isEqualTo(failure);
    }

    /** Asserts that the step fails by this rule, and that the operator is told this. */
    public static void assertRefused(Step step, Policy policy, String part) {
        ProviderException thrown = catchThrowableOfType(ProviderException.class, step::take);
        assertThat(thrown).isNotNull().hasMessageContaining(part);
        assertThat(thrown.policy()).contains(policy);
    }

    @Override
    public void close() {
        provider.close();
    }
}
