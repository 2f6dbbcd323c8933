package io.mxcp.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code config.yml} means. */
class UserFileTest {
    private static final String GITHUB = "provider: github\ngithub: {client_id: up-id, client_secret: up-secret}\n";

    @TempDir
    Path root;

    private ProjectFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = ProjectFolder.in(root);
    }

    @Test
    void signsNobodyInWithoutAFile() {
        assertThat(folder.good().auth()).isEmpty();
        assertThat(folder.good().issuer()).hasToString("http://localhost:8000");
    }

    @Test
    void signsNobodyInForAProfileWithoutAuth() throws IOException {
        assertThat(folder.config("projects: {my_project: {profiles: {dev: {secrets: [{name: a}]}}}}")
                        .good()
                        .auth())
                .isEmpty();
    }

    @Test
    void tellsEveryVariableThatIsNotSet() throws IOException {
        String auth = "provider: github\ngithub: {client_id: '${A_ID}', client_secret: '${A_SECRET}'}";
        assertThat(folder.auth(auth).variable("A_ID", "x").errors())
                .containsExactly("config.yml:7:57 projects.my_project.profiles.dev.auth.github.client_secret:"
                        + " Environment variable A_SECRET is not set");
        assertThat(folder.variable("A_SECRET", "y").errors()).isEmpty();
    }

    @Test
    void putsVariablesInAnywhereAndOnlyOnce() throws IOException {
        folder.variable("A", "${B}").variable("B", "file:///etc/hostname").variable("C", "x");
        AuthConfig auth = folder.auth("provider: github\ngithub: {client_id: '1-${C}-${A}', client_secret: '${B}'}")
                .goodAuth();
        assertThat(ScriptedProvider.told(auth, "client_id")).contains(Secret.of("1-x-${B}"));
        assertThat(ScriptedProvider.told(auth, "client_secret")).contains(Secret.of("file:///etc/hostname"));
    }

    @Test
    void readsAValueFromAFile() throws IOException {
        folder.file("home/.mxcp/secret.txt", "from-file\n");
        AuthConfig auth =
                folder.auth(GITHUB.replace("up-secret", "'file://secret.txt'")).goodAuth();
        assertThat(ScriptedProvider.told(auth, "client_secret")).contains(Secret.of("from-file"));
        assertThat(folder.auth(GITHUB.replace("up-secret", "'file:///no/such'")).errors())
                .singleElement()
                .asString()
                .endsWith("the file '/no/such' does not exist or cannot be read");
    }

    @Test
    void resolvesOnlyTheProfileInUse() throws IOException {
        folder.config("""
                projects:
                  my_project:
                    profiles:
                      dev: {}
                      prod:
                        auth: {provider: nowhere, github: {client_id: '${UNSET}', client_secrt: x}, persistance: {}}
                  other:
                    profiles: {dev: {auth: {provider: github, github: {client_id: '${UNSET}'}}}}
                """);
        assertThat(folder.errors())
                .containsExactly(
                        "config.yml:6:67 projects.my_project.profiles.prod.auth.github.client_secrt:"
                                + " unknown key 'client_secrt'; did you mean 'client_secret'?",
                        "config.yml:6:85 projects.my_project.profiles.prod.auth.persistance:"
                                + " unknown key 'persistance'; did you mean 'persistence'?");
    }

    @Test
    void tellsWhichProfilesThereAre() throws IOException {
        folder.config("projects: {my_project: {profiles: {development: {}, prod: {}}}}")
                .variable("MXCP_PROFILE", "prd");
        assertThat(folder.errors())
                .singleElement()
                .asString()
                .endsWith("project 'my_project' has no profile 'prd'; it has: development, prod; did you mean 'prod'?");
    }

    @Test
    void isOpenForAnUnknownProjectWithAWarningButNotForAMisspeltOne() throws IOException {
        folder.config("projects: {entirely_different: {profiles: {dev: {}}}}");
        assertThat(folder.good().auth()).isEmpty();
        assertThat(folder.warnings()).singleElement().asString().endsWith("so nobody has to sign in");
        folder.config("projects: {my_projct: {profiles: {dev: {}}}}");
        assertThat(folder.errors()).singleElement().asString().endsWith("did you mean 'my_projct'?");
    }

    @Test
    void tellsAllMistakesAtOnceWithTheirPlaces() throws IOException {
        folder.config("""
                mxcp: 2
                transprt: {}
                transport:
                  http:
                    port: 80000
                    shceme: https
                projects:
                  my_project:
                    profiles:
                      dev:
                        auth:
                          provider: github
                          githb: {}
                          github:
                            client_id: ${NOT_SET}
                          clients:
                            - client_id: c
                              redirect_uris: ["http://evil.example/cb"]
                              grant_types: [authorisation_code]
                            - name: nameless
                          authorization:
                            required_scopes: ['"']
                          provider: google
                """);
        String auth = "projects.my_project.profiles.dev.auth.";
        assertThat(folder.errors())
                .containsExactly(
                        "config.yml:1:7 mxcp: this version of the format is not known; the known one is 1",
                        "config.yml:2:1 transprt: unknown key 'transprt'; did you mean 'transport'?",
                        "config.yml:5:11 transport.http.port: must be a whole number from 0 to 65535",
                        "config.yml:6:5 transport.http.shceme: unknown key 'shceme'; did you mean 'scheme'?",
                        "config.yml:13:11 " + auth + "githb: unknown key 'githb'; did you mean 'github'?",
                        "config.yml:15:13 " + auth
                                + "github: GitHub OAuth configuration is incomplete: client_secret is missing",
                        "config.yml:15:24 " + auth + "github.client_id: Environment variable NOT_SET is not set",
                        "config.yml:18:31 " + auth
                                + "clients[0].redirect_uris[0]: http is allowed for loopback hosts only; use https",
                        "config.yml:19:29 " + auth + "clients[0].grant_types[0]: unknown grant type; known:"
                                + " authorization_code, refresh_token; did you mean 'authorization_code'?",
                        "config.yml:20:15 " + auth + "clients[1]: client_id is missing",
                        "config.yml:22:31 " + auth + "authorization.required_scopes[0]: not a scope token",
                        "config.yml:23:11 " + auth + "provider: duplicate key 'provider'");
        assertThat(folder.read()).isEmpty();
    }

    @Test
    void readsTheFileThatTheEnvironmentNames() throws IOException {
        folder.file("project/other.yml", "transport: {http: {port: 1}}").variable("MXCP_CONFIG", "other.yml");
        assertThat(folder.good().transport().port()).isEqualTo(1);
        assertThat(folder.variable("MXCP_CONFIG", "missing.yml").errors())
                .containsExactly("missing.yml: the file does not exist or cannot be read");
    }
}
