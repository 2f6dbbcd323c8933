package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong according to the documentation is told with its words, with the providers that the program ships with. */
class TroubleshootingTest {
    private static final String EACH_PROVIDER = """
            03-github-oauth-mxcp-configuration.yml, dev, 02-github-oauth-environment-variables.sh, 2
            06-atlassian-oauth-jira-confluence-cloud-mxcp-configuration.yml, production, \
            05-atlassian-oauth-jira-confluence-cloud-environment-variables.sh, 2
            11-salesforce-oauth-salesforce-cloud-mxcp-configuration.yml, production, \
            10-salesforce-oauth-salesforce-cloud-environment-variables.sh, 2
            16-keycloak-mxcp-configuration.yml, dev, 15-keycloak-environment-variables.sh, 4
            22-google-oauth-mxcp-configuration.yml, production, 21-google-oauth-environment-variables.sh, 2
            """;

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({
        "github, GitHub, client_id and client_secret",
        "atlassian, Atlassian, client_id and client_secret",
        "salesforce, Salesforce, client_id and client_secret",
        "keycloak, Keycloak, 'client_id, client_secret, realm and server_url'",
        "google, Google, client_id and client_secret"
    })
    void saysThatTheConfigurationOfAProviderIsIncomplete(String type, String name, String missing) throws IOException {
        for (String section : List.of("", type + ": {}\n")) {
            assertThat(new SignInProject(root)
                            .auth("provider: " + type + "\n" + section)
                            .errors())
                    .singleElement()
                    .asString()
                    .contains("config.yml:")
                    .endsWith(name + " OAuth configuration is incomplete: " + missing + " are missing");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = EACH_PROVIDER)
    void findsNothingWrongWithTheFileAndTheExportsOfAProvider(String file, String profile, String exports, int count)
            throws IOException {
        SignInProject project = new SignInProject(root).profile(profile).config(SignInProject.documented(file));
        assertThat(project.export(exports)).hasSize(count);
        assertThat(project.errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = EACH_PROVIDER)
    void saysWhichVariableIsNotSet(String file, String profile, String exports, int count) throws IOException {
        SignInProject project = new SignInProject(root).profile(profile).config(SignInProject.documented(file));
        List<String> names = project.export(exports);
        assertThat(names).hasSize(count);
        for (String name : names) {
            String value = project.environment().remove(name);
            assertThat(project.errors())
                    .isNotEmpty()
                    .allMatch(error -> error.contains("Environment variable " + name + " is not set"));
            project.environment().put(name, value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "github, ''",
        "atlassian, ''",
        "salesforce, ''",
        "keycloak, ', realm: r, server_url: http://localhost:1'",
        "google, ''"
    })
    void showsAPageThatSaysWhatToCheckWhereTheStateIsNotKnown(String type, String more)
            throws IOException, InterruptedException, StartException {
        SignInProject project = new SignInProject(root)
                .auth("provider: " + type + "\n" + type + ": {client_id: a, client_secret: b" + more + "}\n");
        try (RunningServer server = project.start()) {
            HttpResponse<String> page = get(server.url("/" + type + "/callback?code=c&state=unknown"));

            assertThat(page.statusCode()).isEqualTo(400);
            assertThat(page.body()).contains("Invalid state parameter", "base_url", "scheme: https", "trust_proxy");
            assertThat(page.headers().firstValue("Location")).isEmpty();
        }
    }

    @Test
    void needsNoVariableOfAnotherProfile() throws IOException {
        SignInProject project = new SignInProject(root)
                .config("projects: {my_project: {profiles: {dev: {auth: {provider: none}},"
                        + " prod: {auth: {provider: github, github: {client_id: '${NOT_SET}', client_secret: b}}}}}}");
        assertThat(project.errors()).isEmpty();
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
