package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the whole server sends people who sign in, with no more configured than must be: S9, S10, P1, P10 to P12. */
@SuppressWarnings("try") // a server is asked at its address
class ProviderPagesTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            github | | https://github.com/login/oauth/authorize | user:email | scope=
            github | , scope: '' | https://github.com/login/oauth/authorize | '' | &scope=&
            github | , scope: [] | https://github.com/login/oauth/authorize | '' | &scope=&
            atlassian | | https://auth.atlassian.com/authorize | read:me offline_access \
            | audience=api.atlassian.com prompt=consent
            salesforce | | https://login.salesforce.com/services/oauth2/authorize \
            | api refresh_token openid profile email | scope=
            google | | https://accounts.google.com/o/oauth2/v2/auth | openid profile email \
            | access_type=offline prompt=consent
            keycloak | , realm: r, server_url: 'http://localhost:1/' \
            | http://localhost:1/realms/r/protocol/openid-connect/auth | openid profile email | scope=
            """)
    void sendsPeopleToThePageOfTheirProvider(String type, String more, String page, String scope, String extras)
            throws Exception {
        String section = "provider: " + type + "\n" + type + ": {client_id: our-id, client_secret: b"
                + (more == null ? "" : more) + "}\n";
        SignInProject project = new SignInProject(root).auth(section);
        try (RunningServer server = project.start()) {
            Answer approved = Visitor.registering(project.address()).approve();

            assertThat(approved.location()).startsWith(page + "?").contains(extras.split(" ", -1));
            assertThat(approved.parameter("scope")).isEqualTo(scope);
            assertThat(approved.parameter("redirect_uri")).isEqualTo(project.address() + "/" + type + "/callback");
            assertThat(approved.parameter("client_id")).isEqualTo("our-id");
            assertThat(approved.parameter("response_type")).isEqualTo("code");
            assertThat(approved.parameter("state")).hasSize(43);
            assertThat(approved.parameter("code_challenge")).hasSize(43);
            assertThat(approved.parameter("code_challenge_method")).isEqualTo("S256");
        }
    }
}
