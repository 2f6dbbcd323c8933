package io.mxcp.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code auth} of a profile means. */
class AuthSectionTest {
    private static final String GITHUB = "provider: github\ngithub: {client_id: up-id, client_secret: up-secret}\n";
    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE";

    @TempDir
    Path root;

    private ProjectFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = ProjectFolder.in(root);
    }

    @Test
    void keepsStateInMemoryUnlessToldOtherwise() throws IOException {
        assertThat(folder.auth(GITHUB).goodAuth().persistence()).isEmpty();
    }

    @Test
    void keepsStateInTheHomeFolderUnlessToldOtherwise() throws IOException {
        AuthConfig auth = folder.auth(GITHUB + "persistence: {type: sqlite}").goodAuth();
        assertThat(auth.persistence().orElseThrow().file()).isEqualTo(folder.path("home/.mxcp/oauth.db"));
        assertThat(auth.persistence().orElseThrow().keys()).isEmpty();
    }

    @Test
    void expandsTheHomeFolderInPaths() throws IOException {
        AuthConfig auth = folder.auth(GITHUB + "persistence: {type: sqlite, path: ~/elsewhere.db}")
                .goodAuth();
        assertThat(auth.persistence().orElseThrow().file()).isEqualTo(folder.path("home/elsewhere.db"));
    }

    @Test
    void refusesAnotherKindOfPersistence() throws IOException {
        assertThat(folder.auth(GITHUB + "persistence: {type: redis}").errors())
                .containsExactly("config.yml:8:31 projects.my_project.profiles.dev.auth.persistence.type:"
                        + " unsupported persistence type 'redis'; supported: sqlite");
    }

    @Test
    void readsKeysFromTextAndFile() throws IOException {
        folder.file("home/.mxcp/key", KEY + "\n");
        AuthConfig auth = folder.auth(GITHUB + "persistence: {keys: ['file://key', " + KEY.replace('M', 'N') + "]}")
                .goodAuth();
        assertThat(auth.persistence().orElseThrow().keys().orElseThrow().keys()).hasSize(2);
    }

    @Test
    void refusesAKeyWithoutQuotingIt() throws IOException {
        assertThat(folder.auth(GITHUB + "persistence: {key: not-a-key-at-all}").errors())
                .singleElement()
                .asString()
                .contains("auth.persistence.key: not a key")
                .doesNotContain("not-a-key-at-all");
    }

    @Test
    void givesAClientTheDocumentedDefaults() throws IOException {
        AuthConfig auth = folder.auth(GITHUB + "clients: [{client_id: c1}]").goodAuth();
        assertThat(auth.clients()).singleElement().satisfies(client -> {
            assertThat(client.redirectUris()).hasToString("[http://127.0.0.1:49153/oauth/callback]");
            assertThat(client.grantTypes()).hasToString("[AUTHORIZATION_CODE]");
            assertThat(client.scopes()).hasToString("mxcp:access");
            assertThat(client.name()).isEqualTo("c1");
            assertThat(client.isConfidential()).isFalse();
        });
    }

    @Test
    void refusesAClientThatIsConfiguredTwice() throws IOException {
        assertThat(folder.auth(GITHUB + "clients: [{client_id: c1}, {client_id: c1}]")
                        .errors())
                .singleElement()
                .asString()
                .contains("auth.clients[1]: there is another client with this client_id");
    }

    @Test
    void tellsOneMistakeOfRedirectUrisThatAreNoList() throws IOException {
        assertThat(folder.auth(GITHUB + "clients: [{client_id: c, redirect_uris: 'https://app.example.com/cb'}]")
                        .errors())
                .singleElement()
                .asString()
                .contains("clients[0].redirect_uris: must be a list");
    }

    @Test
    void refusesAReferenceWithoutItsBrace() throws IOException {
        assertThat(folder.auth("provider: github\ngithub: {client_id: '${HOME', client_secret: 'a}${b'}\n")
                        .errors())
                .satisfiesExactly(
                        first -> assertThat(first).contains("auth.github.client_id: '${' without '}' is no reference"),
                        second -> assertThat(second)
                                .contains("auth.github.client_secret: '${' without '}' is no reference"));
    }

    @Test
    void neverSendsACodeToItsOwnCallback() throws IOException {
        String client = "clients: [{client_id: %s, redirect_uris: ['%s', 'https://app.example.com/cb']}]";
        for (String entry : List.of(
                client.formatted("anybody", "http://localhost:8000/github/callback"),
                client.formatted("anybody", "http://LOCALHOST:8000/github/callback"),
                client.formatted("up-id", "https://behind.proxy.example.com/github/callback"))) {
            assertThat(folder.auth(GITHUB + entry).goodAuth().clients())
                    .singleElement()
                    .satisfies(known -> assertThat(known.redirectUris()).hasToString("[https://app.example.com/cb]"));
            assertThat(folder.warnings()).hasSize(1);
        }
    }

    @Test
    void leavesAClientAloneWhoseAddressOnlyLooksLikeOurs() throws IOException {
        String entry = "clients: [{client_id: anybody, redirect_uris: ['https://app.example.com/github/callback']}]";
        assertThat(folder.auth(GITHUB + entry).goodAuth().clients()).hasSize(1);
        assertThat(folder.warnings()).isEmpty();
    }

    @Test
    void tellsAllThatIsMissingOfAProvider() throws IOException {
        assertThat(folder.auth("provider: github\ngithub: {client_id: a}").errors())
                .containsExactly("config.yml:7:19 projects.my_project.profiles.dev.auth.github:"
                        + " GitHub OAuth configuration is incomplete: client_secret is missing");
        assertThat(folder.auth("provider: keycloak\nkeycloak: {client_id: a}").errors())
                .singleElement()
                .asString()
                .endsWith(
                        "Keycloak OAuth configuration is incomplete: client_secret, realm and server_url are missing");
    }

    @Test
    void givesAProviderItsDefaults() throws IOException {
        AuthConfig auth = folder.auth(GITHUB).goodAuth();
        assertThat(ScriptedProvider.told(auth, "scope")).contains(Secret.of("user:email"));
        assertThat(auth.callbackPath()).isEqualTo("/github/callback");
        assertThat(auth.requiredScopes().isEmpty()).isTrue();
    }

    @Test
    void namesTheNearestProvider() throws IOException {
        assertThat(folder.auth("provider: githb").errors())
                .containsExactly(
                        "config.yml:6:21 projects.my_project.profiles.dev.auth.provider: unknown provider 'githb';"
                                + " known: atlassian, github, google, keycloak, none, salesforce; did you mean 'github'?");
    }

    @Test
    void refusesTwoProvidersOfOneType() {
        var twice = List.of(
                ScriptedProvider.documented().get(0),
                ScriptedProvider.documented().get(0));
        assertThat(folder.read(twice)).isEmpty();
    }

    @Test
    void tellsWhatAProviderHasAgainstItsSettings() throws IOException {
        assertThat(folder.auth("provider: github\ngithub: {client_id: a, client_secret: b, scope: profile}")
                        .errors())
                .singleElement()
                .asString()
                .endsWith("auth.github: scope must contain openid");
    }

    @Test
    void refusesACallbackThatTheServerNeedsItself() throws IOException {
        for (String path :
                List.of("/token/x", "/mcp", "callback", "/a/../b", "/.well-known/x", "https://a.example/b")) {
            assertThat(folder.auth(GITHUB.replace("up-secret", "s, callback_path: '" + path + "'"))
                            .errors())
                    .as(path)
                    .hasSize(1);
        }
    }

    @Test
    void readsLifetimes() throws IOException {
        String lifetimes = "lifetimes: {access_token: 15m, refresh_token: 30d, grant: 7776000, replay_window: 0s}";
        AuthConfig auth = folder.auth(GITHUB + lifetimes).goodAuth();
        assertThat(auth.lifetimes().accessToken()).isEqualTo(Duration.ofMinutes(15));
        assertThat(auth.lifetimes().grant()).isEqualTo(Duration.ofDays(90));
        assertThat(auth.lifetimes().replayWindow()).isEqualTo(Duration.ZERO);
        assertThat(auth.lifetimes().code()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void refusesLifetimesOutOfBounds() throws IOException {
        assertThat(folder.auth(GITHUB + "lifetimes: {code: 0, grant: 4000d, state: soon, replay_window: 11m}")
                        .errors())
                .hasSize(4);
    }

    @Test
    void warnsOfAProviderThatIsDescribedButNotChosen() throws IOException {
        folder.auth("github: {client_id: '${UNSET}', client_secret: b}");
        assertThat(folder.good().auth()).isEmpty();
        assertThat(folder.warnings()).singleElement().asString().endsWith("nobody has to sign in");
    }

    @Test
    void readsTheSwitches() throws IOException {
        AuthConfig auth =
                folder.auth(GITHUB + "sql_tools: {raw_external_token: true}").goodAuth();
        assertThat(auth.rawExternalToken()).isTrue();
    }

    @Test
    void printsNoSecret() throws IOException {
        AuthConfig auth = folder.auth(
                        GITHUB + "clients: [{client_id: c, client_secret: hidden-1}]\npersistence: {key: " + KEY + "}")
                .goodAuth();
        assertThat(auth.toString()).doesNotContain("up-secret", "hidden-1", KEY);
    }
}
