package io.mxcp.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the documentation, to the letter, are good files. */
@Tag("same-on-every-java")
class DocumentationTest {
    private static final List<String> VARIABLES =
            List.of("GITHUB", "ATLASSIAN", "SALESFORCE", "SALESFORCE_SANDBOX", "KEYCLOAK", "GOOGLE", "PROD");

    @TempDir
    Path root;

    @Test
    void disablesAuthenticationByProviderNone() throws IOException {
        Configuration read =
                documented("01-disable-authentication-default.yml", "dev").good();
        assertThat(read.auth()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "03-github-oauth-mxcp-configuration.yml, dev, github, user:email",
        "06-atlassian-oauth-jira-confluence-cloud-mxcp-configuration.yml, production, atlassian,"
                + " read:me read:jira-work read:jira-user read:confluence-content.all read:confluence-user offline_access",
        "11-salesforce-oauth-salesforce-cloud-mxcp-configuration.yml, production, salesforce,"
                + " api refresh_token openid profile email",
        "16-keycloak-mxcp-configuration.yml, dev, keycloak, openid profile email",
        "22-google-oauth-mxcp-configuration.yml, production, google,"
                + " https://www.googleapis.com/auth/calendar.readonly openid profile email",
    })
    void acceptsTheFileOfEachProviderAndSendsNoCodeToOurOwnCallback(
            String file, String profile, String provider, String scope) throws IOException {
        ProjectFolder folder = documented(file, profile);
        AuthConfig auth = folder.goodAuth();
        assertThat(auth.provider().id().value()).isEqualTo(provider);
        assertThat(auth.callbackPath()).isEqualTo("/" + provider + "/callback");
        assertThat(ScriptedProvider.told(auth, "scope")).contains(Secret.of(scope));
        assertThat(auth.clients()).isEmpty();
        assertThat(folder.warnings())
                .singleElement()
                .asString()
                .contains("redirect_uris[0]: this is the server's own callback");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "29-example-production-setup.yml:production",
                "30-production-recommendations.yml:prod",
            })
    void acceptsTheProductionFiles(String fileAndProfile) throws IOException {
        String[] parts = fileAndProfile.split(":", -1);
        AuthConfig auth = documented(parts[0], parts[1]).goodAuth();
        assertThat(auth.persistence().orElseThrow().file()).isEqualTo(Path.of("/var/lib/mxcp/oauth.db"));
        assertThat(auth.clients()).singleElement().satisfies(client -> {
            assertThat(client.name()).isEqualTo("Production Application");
            assertThat(client.isConfidential()).isTrue();
            assertThat(client.redirectUris()).hasToString("[https://myapp.example.com/oauth/callback]");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "25-pre-registered-clients-recommended-for-development.yml, dev",
        "28-configuration.yml, production",
        "31-required-scopes.yml, dev",
    })
    void findsNothingWrongWithAShortenedFileButWhatItLeavesOut(String file, String profile) throws IOException {
        assertThat(documented(file, profile).errors())
                .singleElement()
                .asString()
                .endsWith("GitHub OAuth configuration is incomplete: client_id and client_secret are missing");
    }

    @Test
    void keepsTheTwoKindsOfPreRegisteredClientsApart() throws IOException {
        String text = text("25-pre-registered-clients-recommended-for-development.yml")
                + "            client_id: a\n            client_secret: b\n";
        AuthConfig auth = folder("dev").config(text).goodAuth();
        assertThat(auth.clients()).hasSize(2);
        assertThat(auth.clients().get(0).isConfidential()).isFalse();
        assertThat(auth.clients().get(1).isConfidential()).isTrue();
        assertThat(auth.clients().get(1).scopes()).hasToString("mxcp:access mxcp:admin");
        assertThat(auth.clients().get(1).grantTypes()).hasSize(2);
    }

    @Test
    void readsTheRequiredScopesOfAFileThatIsNotShortened() throws IOException {
        String text = text("31-required-scopes.yml") + "\n          github: {client_id: a, client_secret: b}\n";
        AuthConfig auth = folder("dev").config(text).goodAuth();
        assertThat(auth.requiredScopes()).hasToString("mxcp:access mxcp:admin");
        assertThat(auth.clients())
                .singleElement()
                .satisfies(client ->
                        assertThat(client.redirectUris()).hasToString("[http://127.0.0.1:49153/oauth/callback]"));
    }

    @Test
    void readsEachOfTheFormsOfRequiredScopes() throws IOException {
        List<String> forms = Arrays.asList(text("32-required-scopes.yml").split("(?m)^# .*$", -1));
        List<String> read = forms.stream()
                .filter(form -> !form.isBlank())
                .map(this::requiredScopes)
                .toList();
        assertThat(read).containsExactly("", "mxcp:access", "mxcp:access mxcp:admin mxcp:write");
    }

    @Test
    void acceptsASandboxOfSalesforce() throws IOException {
        AuthConfig auth = folder("dev")
                .auth("provider: salesforce\n" + text("12-salesforce-oauth-salesforce-cloud-sandbox-vs-production.yml"))
                .goodAuth();
        assertThat(ScriptedProvider.told(auth, "token_url"))
                .contains(Secret.of("https://test.salesforce.com/services/oauth2/token"));
    }

    @Test
    void acceptsARealmForEachProfile() throws IOException {
        String profiles = text("17-keycloak-advanced-keycloak-features.yml");
        String rest = "      client_id: a\n      client_secret: b\n      server_url: http://localhost:8080\n"
                + "      # ... other config";
        String whole = "projects:\n  my_project:\n    profiles:\n"
                + profiles.replace("      # ... other config", rest).indent(6);
        assertThat(ScriptedProvider.told(folder("dev").config(whole).goodAuth(), "realm"))
                .contains(Secret.of("development"));
        assertThat(ScriptedProvider.told(folder("prod").config(whole).goodAuth(), "realm"))
                .contains(Secret.of("production"));
    }

    @Test
    void acceptsAnotherScopeForARealm() throws IOException {
        String keycloak = "provider: keycloak\n"
                + text("18-keycloak-production-realm.yml").stripTrailing()
                + "\n  client_id: a\n  client_secret: b\n  realm: r\n  server_url: http://localhost:8080\n";
        assertThat(ScriptedProvider.told(folder("dev").auth(keycloak).goodAuth(), "scope"))
                .contains(Secret.of("openid profile email custom_scope"));
    }

    @ParameterizedTest
    @CsvSource({
        "37-solution-options-option-1-explicit-scheme-configuration-reco.yml, https://localhost:8000, 1",
        "38-solution-options-option-2-automatic-proxy-header-detection.yml, http://localhost:8000, 1",
        "40-solution-options-option-3-complete-base-url-override.yml, https://api.example.com, 0",
    })
    void acceptsTheFilesForReverseProxies(String file, String issuer, int warnings) throws IOException {
        ProjectFolder folder = documented(file, "dev");
        assertThat(folder.good().issuer()).hasToString(issuer);
        assertThat(folder.warnings()).hasSize(warnings);
    }

    @Test
    void acceptsTheClientOfTheReverseProxyExample() throws IOException {
        String auth = text("42-oauth-client-configuration.yml").lines().skip(1).toList().stream()
                .map(line -> line.substring(2))
                .reduce("", (above, line) -> above + line + "\n");
        ProjectFolder folder = folder("dev").auth(auth + "github: {client_id: a, client_secret: b}\n");
        assertThat(folder.goodAuth().clients()).hasSize(1);
        folder.auth(auth + "github: {client_id: '${PROD_CLIENT_ID}', client_secret: b}\n");
        assertThat(folder.goodAuth().clients()).isEmpty();
    }

    private String requiredScopes(String form) {
        try {
            return folder("dev")
                    .auth("provider: github\ngithub: {client_id: a, client_secret: b}\n" + form)
                    .goodAuth()
                    .requiredScopes()
                    .toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private ProjectFolder documented(String file, String profile) throws IOException {
        return folder(profile).config(text(file));
    }

    private ProjectFolder folder(String profile) throws IOException {
        ProjectFolder folder = ProjectFolder.in(root)
                .options(new Overrides(Optional.of(profile), Optional.empty(), Optional.empty(), false))
                .variable("CLIENT_ID", "some-client")
                .variable("MY_APP_CLIENT_SECRET", "some-secret")
                .variable("KEYCLOAK_REALM", "some-realm")
                .variable("KEYCLOAK_SERVER_URL", "http://localhost:8080");
        VARIABLES.forEach(name -> folder.variable(name + "_CLIENT_ID", "id-of-" + name)
                .variable(name + "_CLIENT_SECRET", "secret-of-" + name));
        return folder;
    }

    private static String text(String file) throws IOException {
        try (InputStream stream = DocumentationTest.class.getResourceAsStream("/documentation/" + file)) {
            return new String(Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
