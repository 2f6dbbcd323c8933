package io.mxcp.providers.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.contract.ProviderFactoryContract;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.providers.scripted.Factories;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeycloakFactoryTest extends ProviderFactoryContract {
    @Override
    protected ProviderFactory factory() {
        return new KeycloakFactory();
    }

    @Override
    protected Map<String, String> required() {
        return Map.of(
                "client_id", "mxcp-client",
                "client_secret", "secret",
                "realm", "acme",
                "server_url", "https://sso.example");
    }

    @Test
    void isFoundOnTheClassPath() {
        assertThat(ServiceLoader.load(ProviderFactory.class))
                .extracting(factory -> factory.type().value())
                .contains("demo", "keycloak");
    }

    @Test
    void isCalledByItsName() {
        assertThat(new KeycloakFactory().displayName()).isEqualTo("Keycloak");
        assertThat(new KeycloakFactory().settings())
                .extracting(ProviderSetting::name)
                .contains("internal_url", "username_claim", "email_claim", "groups_claim", "allowed_domains")
                .doesNotContain("callback_path");
    }

    @Test
    void hidesTheSecretAndNothingElse() {
        Factories.assertOnlyTheSecretIsHidden(factory());
    }

    @ParameterizedTest
    @CsvSource({
        "server_url, sso.example",
        "server_url, ftp://sso.example",
        "server_url, https://user:password@sso.example",
        "server_url, https://sso.example?x=1",
        "internal_url, http:///",
        "realm, ../master",
        "realm, ..",
        "scope, openid \"quoted\"",
        "client_auth, private_key_jwt",
        "authorize_params, state=fixed",
        "userinfo_url, sso.example",
        "allowed_domains, acme"
    })
    void namesTheSettingThatCannotBeUsed(String key, String value) {
        Factories.assertNamed(factory(), required(), key, value);
    }
}
