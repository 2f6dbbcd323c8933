package io.mxcp.providers.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.contract.ProviderFactoryContract;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.providers.scripted.Factories;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubFactoryTest extends ProviderFactoryContract {
    @Override
    protected ProviderFactory factory() {
        return new GitHubFactory();
    }

    @Override
    protected Map<String, String> required() {
        return Map.of("client_id", "mxcp-client", "client_secret", "secret");
    }

    @Test
    void knowsTheDocumentedKeysAndHidesTheSecretAlone() {
        assertThat(factory().settings())
                .extracting(ProviderSetting::name)
                .contains("client_id", "client_secret", "scope", "auth_url", "token_url");
        Factories.assertOnlyTheSecretIsHidden(factory());
    }

    @Test
    void sendsPeopleToGitHubForTheirAddressIfNothingElseIsConfigured() throws ProviderException {
        ProviderGateway gateway = Factories.gateway(factory(), required());
        SignInRequest request = Factories.newRequest();
        assertThat(gateway.authorizationUri(request).toString())
                .startsWith("https://github.com/login/oauth/authorize?response_type=code&client_id=mxcp-client&");
        assertThat(gateway.requestedScopes()).containsExactly("user:email");
        assertThat(gateway.readCallback(ScriptedProvider.callback(
                                Map.of("code", "6f1c0a", "state", "S", "iss", "https://github.com/login/oauth")))
                        .reveal())
                .isEqualTo("6f1c0a");
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/login/oauth/authorize, https://api.github.com",
        "https://acme.ghe.com/login/oauth/authorize, https://api.acme.ghe.com",
        "https://git.acme.example:8443/login/oauth/authorize, https://git.acme.example:8443/api/v3",
        "https://github.com.evil.example/login/oauth/authorize, https://github.com.evil.example/api/v3"
    })
    void findsTheApiOfTheServerThatPeopleSignInAt(String authUrl, String api) {
        assertThat(GitHubFactory.apiOf(URI.create(authUrl))).isEqualTo(api);
    }

    @ParameterizedTest
    @CsvSource({
        "auth_url, github.com",
        "token_url, ftp://github.example",
        "api_url, https://user:password@github.example",
        "scope, user:email \"quoted\"",
        "allowed_orgs, acme/../../user",
        "allowed_orgs, ','",
        "allowed_teams, data",
        "allowed_teams, acme/../user",
        "allowed_domains, acme",
        "authorize_params, state=x",
        "authorize_params, code_challenge_method=plain"
    })
    void namesTheSettingThatCannotBeUsed(String key, String value) {
        Factories.assertNamed(factory(), required(), key, value);
    }
}
