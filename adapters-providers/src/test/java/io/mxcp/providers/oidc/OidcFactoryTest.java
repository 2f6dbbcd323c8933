package io.mxcp.providers.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxcp.domain.contract.ProviderFactoryContract;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.providers.scripted.Factories;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcFactoryTest extends ProviderFactoryContract {
    @Override
    protected ProviderFactory factory() {
        return new OidcFactory();
    }

    @Override
    protected Map<String, String> required() {
        return Map.of("issuer", "https://sso.example/", "client_id", "mxcp-client", "client_secret", "secret");
    }

    @Test
    void hidesTheSecretAndNothingElse() {
        Factories.assertOnlyTheSecretIsHidden(factory());
    }

    @Test
    void refusesADomainRuleOverAnAddressThatNobodyVouchesFor() {
        Map<String, String> settings = new HashMap<>(required());
        settings.put("allowed_domains", "acme.example");
        settings.put("email_claim", "upn");
        assertThatThrownBy(() ->
                        new OidcFactory().create(ProviderSettings.of(settings), InstantSource.fixed(Instant.EPOCH)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("allowed_domains ")
                .hasMessageContaining("email_claim");
    }

    @Test
    void isCalledByTheNameOfTheStandard() {
        assertThat(new OidcFactory().displayName()).isEqualTo("OpenID Connect");
        assertThat(new OidcFactory().settings())
                .extracting(ProviderSetting::name)
                .contains("userinfo_url", "authorize_params", "client_auth", "audience", "allowed_tenants")
                .doesNotContain("callback_path");
    }

    @ParameterizedTest
    @CsvSource({
        "issuer, sso.example",
        "issuer, ftp://sso.example",
        "issuer, https://user:password@sso.example",
        "issuer, https://sso.example?x=1",
        "scope, openid \"quoted\"",
        "scope, profile email",
        "scope, ' '",
        "client_auth, private_key_jwt",
        "authorize_params, prompt",
        "authorize_params, =login",
        "authorize_params, prompt=a&prompt=b",
        "authorize_params, prompt=a prompt=b",
        "authorize_params, prompt=%zz",
        "authorize_params, state=fixed",
        "authorize_params, redirect%5Furi=x",
        "authorize_params, response_mode=form_post",
        "userinfo_url, users.example",
        "allowed_domains, ','",
        "allowed_domains, acme",
        "allowed_domains, *.acme.example",
        "allowed_tenants, ','",
        "allowed_tenants, acme.onmicrosoft.com"
    })
    void namesTheSettingThatCannotBeUsed(String key, String value) {
        Factories.assertNamed(factory(), required(), key, value);
    }
}
