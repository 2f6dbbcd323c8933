package io.mxcp.providers.google;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.contract.ProviderFactoryContract;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.providers.oauth2.Section;
import io.mxcp.providers.scripted.Factories;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoogleFactoryTest extends ProviderFactoryContract {
    @Override
    protected ProviderFactory factory() {
        return new GoogleFactory();
    }

    @Override
    protected Map<String, String> required() {
        return Map.of("client_id", "invented.apps.googleusercontent.com", "client_secret", "secret");
    }

    @Test
    void hidesTheSecretAndNothingElse() {
        Factories.assertOnlyTheSecretIsHidden(factory());
    }

    @Test
    void sendsPeopleToGoogleWhereNothingElseIsSaid() throws ProviderException {
        ProviderGateway gateway = Factories.gateway(factory(), required());
        assertThat(gateway.requestedScopes()).containsExactly("openid", "profile", "email");
        assertThat(gateway.authorizationUri(Factories.newRequest()))
                .asString()
                .startsWith("https://accounts.google.com/o/oauth2/v2/auth?response_type=code&");
    }

    @Test
    void knowsTheOldNameOfGoogleAndOfNobodyElse() {
        Map<String, String> settings = new HashMap<>(required());
        assertThat(GoogleFactory.metadata(new Section(ProviderSettings.of(settings)))
                        .otherNames())
                .containsExactly("accounts.google.com");
        settings.put("issuer", "https://google.example");
        assertThat(GoogleFactory.metadata(new Section(ProviderSettings.of(settings)))
                        .otherNames())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "auth_url, accounts.google.com",
        "token_url, ftp://oauth2.googleapis.com/token",
        "userinfo_url, https://user:password@google.example",
        "jwks_url, https:///certs",
        "issuer, https://accounts.google.com?x=1",
        "scope, openid \"quoted\"",
        "allowed_domains, acme",
        "allowed_domains, *.acme.example",
        "allowed_domains, ','",
        "client_auth, header",
        "authorize_params, redirect_uri=https://evil.example",
        "authorize_params, prompt"
    })
    void namesTheSettingThatCannotBeUsed(String key, String value) {
        Factories.assertNamed(factory(), required(), key, value);
    }
}
