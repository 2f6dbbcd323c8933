package io.mxcp.providers.atlassian;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.contract.ProviderFactoryContract;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.providers.scripted.Factories;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AtlassianFactoryTest extends ProviderFactoryContract {
    @Override
    protected ProviderFactory factory() {
        return new AtlassianFactory();
    }

    @Override
    protected Map<String, String> required() {
        return Map.of("client_id", "mxcp-client", "client_secret", "secret");
    }

    @Test
    void knowsTheDocumentedKeysAndHidesTheSecretAlone() {
        assertThat(factory().settings())
                .extracting(ProviderSetting::name)
                .contains("client_id", "client_secret", "scope", "auth_url", "token_url", "site");
        Factories.assertOnlyTheSecretIsHidden(factory());
    }

    @Test
    void sendsPeopleToAtlassianIfNothingElseIsConfigured() throws ProviderException {
        ProviderGateway gateway = Factories.gateway(factory(), required());
        SignInRequest request = Factories.newRequest();
        assertThat(gateway.authorizationUri(request).toString())
                .startsWith("https://auth.atlassian.com/authorize?response_type=code&client_id=mxcp-client&");
        assertThat(gateway.requestedScopes()).containsExactly("read:me", "offline_access");
    }

    @ParameterizedTest
    @CsvSource({
        "auth_url, auth.atlassian.com",
        "token_url, ftp://auth.atlassian.com",
        "api_url, https://user:password@api.atlassian.com",
        "scope, read:me \"quoted\"",
        "allowed_domains, *.acme.example",
        "authorize_params, client_id=other"
    })
    void namesTheSettingThatCannotBeUsed(String key, String value) {
        Factories.assertNamed(factory(), required(), key, value);
    }
}
