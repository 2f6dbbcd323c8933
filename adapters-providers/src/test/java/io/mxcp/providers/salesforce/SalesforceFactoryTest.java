package io.mxcp.providers.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.contract.ProviderFactoryContract;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.providers.scripted.Factories;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesforceFactoryTest extends ProviderFactoryContract {
    @Override
    protected ProviderFactory factory() {
        return new SalesforceFactory();
    }

    @Override
    protected Map<String, String> required() {
        return Map.of("client_id", "mxcp-client", "client_secret", "secret");
    }

    @Test
    void knowsTheDocumentedKeysAndHidesTheSecretAlone() {
        assertThat(factory().settings())
                .extracting(ProviderSetting::name)
                .contains("client_id", "client_secret", "scope", "auth_url", "token_url", "userinfo_url");
        Factories.assertOnlyTheSecretIsHidden(factory());
    }

    @Test
    void sendsPeopleToSalesforceIfNothingElseIsConfigured() throws ProviderException {
        ProviderGateway gateway = Factories.gateway(factory(), required());
        SignInRequest request = Factories.newRequest();
        assertThat(gateway.authorizationUri(request).toString())
                .startsWith(
                        "https://login.salesforce.com/services/oauth2/authorize?response_type=code&client_id=mxcp-client&");
        assertThat(gateway.requestedScopes()).containsExactly("api", "refresh_token", "openid", "profile", "email");
    }

    @Test
    void sendsPeopleOfASandboxToTheSandbox() throws ProviderException {
        Map<String, String> settings = new HashMap<>(required());
        settings.put("auth_url", "https://test.salesforce.com/services/oauth2/authorize");
        settings.put("token_url", "https://test.salesforce.com/services/oauth2/token");
        ProviderGateway gateway = Factories.gateway(factory(), settings);
        SignInRequest request = Factories.newRequest();
        assertThat(gateway.authorizationUri(request).toString())
                .startsWith("https://test.salesforce.com/services/oauth2/authorize?")
                .contains("&nonce=" + request.nonce().reveal());
    }

    @ParameterizedTest
    @CsvSource({
        "auth_url, auth.salesforce.com",
        "token_url, ftp://auth.salesforce.com",
        "userinfo_url, https://user:password@login.salesforce.com",
        "scope, api \"quoted\"",
        "client_auth, none",
        "authorize_params, nonce=mine"
    })
    void namesTheSettingThatCannotBeUsed(String key, String value) {
        Factories.assertNamed(factory(), required(), key, value);
    }
}
