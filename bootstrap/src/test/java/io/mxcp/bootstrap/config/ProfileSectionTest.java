package io.mxcp.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.provider.Claims;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a profile says besides who signs in, and what every provider's section may say. */
class ProfileSectionTest {
    private static final String PROFILE = "projects:\n  my_project:\n    profiles:\n      dev:\n";

    @TempDir
    Path root;

    private ProjectFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = ProjectFolder.in(root);
    }

    @Test
    void readsNothingOfTheWebAndTellsEmptyTextsUnlessToldOtherwise() {
        assertThat(folder.good().web()).isEqualTo(WebConfig.NONE);
        assertThat(folder.good().nullForNobody()).isFalse();
    }

    @Test
    void readsTheHostsThatSqlMayAsk() throws IOException {
        Configuration read = profile("web: {allowed_hosts: [API.example.com, '*.data.example.com', 'localhost:9000',"
                        + " '[::1]:9000'], private_addresses: true}\nsql: {null_for_nobody: true}")
                .good();
        assertThat(read.web().hosts())
                .containsExactly("api.example.com", "*.data.example.com", "localhost:9000", "[::1]:9000");
        assertThat(read.web().privateAddresses()).isTrue();
        assertThat(read.nullForNobody()).isTrue();
    }

    @Test
    void showsWhoPeopleAreInTheLogUnlessToldOtherwise() throws IOException {
        assertThat(folder.good().maskPersonalData()).isFalse();
        assertThat(profile("logging: {mask_personal_data: true}").good().maskPersonalData())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.example.com", "*", "*.", "a.*.com", "a b", "api.example.com/path", "a:port"})
    void refusesWhatIsNoHost(String host) throws IOException {
        assertThat(profile("web: {allowed_hosts: ['" + host + "']}").errors())
                .singleElement()
                .asString()
                .contains("profiles.dev.web.allowed_hosts[0]: must be a host such as api.example.com");
    }

    @Test
    void readsTheOpenProfilesSectionsToo() throws IOException {
        assertThat(profile("auth: {provider: none}\nweb: {allowed_hosts: a.example}")
                        .good()
                        .web()
                        .hosts())
                .containsExactly("a.example");
    }

    @Test
    void checksTheKeysOfProfilesThatAreNotInUse() throws IOException {
        folder.config(PROFILE + "        web: {allowed_hosts: a.example}\n      prod: {web: {allowed_host: a}}\n");
        assertThat(folder.errors()).singleElement().asString().contains("did you mean 'allowed_hosts'?");
    }

    @Test
    void readsCapabilitiesFromClaims() throws IOException {
        AuthConfig auth = folder.auth("""
                        provider: github
                        github:
                          client_id: a
                          client_secret: b
                          claim_mappings:
                            realm_access.roles: {admin: [hr.read, hr.write], guest: see}
                            "https://example.com/vip": {true: vip}
                        """).goodAuth();
        Claims claims = Claims.of(
                Map.of("realm_access", Map.of("roles", List.of("admin", "other")), "https://example.com/vip", true));
        assertThat(auth.claimMappings().capabilities(claims)).containsExactlyInAnyOrder("hr.read", "hr.write", "vip");
    }

    @Test
    void refusesMappingsOfAnotherForm() throws IOException {
        assertThat(folder.auth(
                                "provider: github\ngithub: {client_id: a, client_secret: b, claim_mappings: {roles: admin}}")
                        .errors())
                .singleElement()
                .asString()
                .endsWith("auth.github.claim_mappings.roles: must be a map of keys");
    }

    @Test
    void handsOnListsWithSpacesAndMapsAsForms() throws IOException {
        AuthConfig auth = folder.auth("""
                        provider: github
                        github:
                          client_id: a
                          client_secret: b
                          scope: [user:email, read:org]
                          auth_url: {login hint: a b, max_age: 1, ünï: "x&y"}
                        """).goodAuth();
        assertThat(ScriptedProvider.told(auth, "scope")).contains(Secret.of("user:email read:org"));
        assertThat(ScriptedProvider.told(auth, "auth_url"))
                .contains(Secret.of("login+hint=a+b&max_age=1&%C3%BCn%C3%AF=x%26y"));
    }

    @Test
    void knowsTheCallbackOfProvidersThatDoNotDeclareIt() throws IOException {
        ProviderFactory acme = new ScriptedProvider(
                new ProviderId("acme"), List.of(ProviderSetting.required("client_id", "our name there")));
        folder.auth("provider: acme\nacme: {client_id: a, callback_path: /back, claim_mappings: {}}");
        AuthConfig auth = folder.read(List.of(acme)).orElseThrow().auth().orElseThrow();
        assertThat(auth.callbackPath()).isEqualTo("/back");
        assertThat(auth.settings().values()).containsOnlyKeys("client_id");
        folder.auth("provider: acme\nacme: {client_id: a}");
        assertThat(folder.read(List.of(acme)).orElseThrow().auth().orElseThrow().callbackPath())
                .isEqualTo("/acme/callback");
    }

    @Test
    void acceptsSectionsOfProvidersWhoseJarIsMissing() throws IOException {
        folder.auth("provider: none\ngithub: {client_id: a, anything: [1]}\noidc: {issuer: x}");
        assertThat(folder.read(List.of())).isPresent();
        assertThat(folder.auth("provider: github\ngithub: {client_id: a}").read(List.of()))
                .isEmpty();
    }

    private ProjectFolder profile(String text) throws IOException {
        return folder.config(PROFILE + text.indent(8));
    }
}
