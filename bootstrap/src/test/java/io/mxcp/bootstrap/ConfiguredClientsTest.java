package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.fixture.ScriptedProvider;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of the configuration at the whole server, with a scripted provider: S5 to S8, S11, A2, A10, R8, Q12. */
@SuppressWarnings("try") // a server is asked at its address
class ConfiguredClientsTest {
    private static final String DEFAULT_ADDRESS = "http://127.0.0.1:49153/oauth/callback";
    private static final String LISTED = "redirect_uris: ['" + Visitor.LANDING + "']";
    private static final String CLIENTS = """
            clients:
              - {client_id: bare}
              - {client_id: local, redirect_uris: ['http://localhost:3000/cb']}
              - {client_id: secretive, client_secret: 'p: %+&=', LISTED}
              - {client_id: evil, scopes: [evil], LISTED}
              - {client_id: one, scopes: ['mxcp:access'], LISTED}
              - {client_id: two, scopes: ['mxcp:access', 'mxcp:admin'], LISTED}
            """.replace("LISTED", LISTED);

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static Realm realm;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static SignInProject project;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static RunningServer server;

    @BeforeAll
    static void start(@TempDir Path root) throws Exception {
        realm = Realm.start(InstantSource.system());
        project = new SignInProject(root).tool("who", "SELECT get_username() AS name");
        realm.servedAt(project.address());
        server = project.auth(realm.section() + CLIENTS).start();
    }

    @AfterAll
    static void stop() throws StartException {
        server.close();
        realm.close();
    }

    private static Visitor with(String client) {
        return Visitor.with(project.address(), client);
    }

    @Test
    void hasOneAddressOneGrantTypeAndOneScopeUnlessMoreIsConfigured() throws Exception {
        Visitor bare = with("bare").asking("redirect_uri", DEFAULT_ADDRESS);
        Answer tokens = bare.tokens();

        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.json("scope")).isEqualTo("mxcp:access");
        assertThat(tokens.json().has("refresh_token")).isFalse();
        Answer refused = bare.refresh("mxcp_rt_any");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json("error")).isEqualTo("unauthorized_client");
        // where nothing is said of scopes, signing in is enough
        assertThat(bare.call(tokens.json("access_token"), "who")
                        .row()
                        .get("name")
                        .getAsString())
                .isEqualTo("alice");
    }

    @ParameterizedTest
    @CsvSource({
        "bare, http://127.0.0.1:49153/oauth/callback, 200",
        "bare, http://127.0.0.1:5/oauth/callback, 200",
        "bare, '', 200",
        "bare, http://localhost:49153/oauth/callback, 400",
        "bare, http://127.0.0.1:49153/other, 400",
        "bare, https://evil.example/oauth/callback, 400",
        "bare, javascript:alert(1), 400",
        "local, http://localhost:3000/cb, 200",
        "local, http://127.0.0.1:49153/oauth/callback, 400"
    })
    void goesToItsListedAddressesOnly(String client, String address, int status) throws Exception {
        Answer page = with(client).asking("redirect_uri", address).authorize();

        assertThat(page.status()).isEqualTo(status);
        assertThat(page.location()).isEmpty();
    }

    @Test
    void showsItsSecretWhereItHasOne() throws Exception {
        Visitor secretive = with("secretive");
        String code = secretive.signIn().parameter("code");
        Answer without = secretive.redeem(code);

        assertThat(without.status()).isEqualTo(401);
        assertThat(without.json("error")).isEqualTo("invalid_client");
        assertThat(secretive.secret("wrong").redeem(code).status()).isEqualTo(401);
        assertThat(secretive.secret("p: %+&=").redeem(code).status()).isEqualTo(200);
    }

    @Test
    void neverWidensWhatTheProviderIsAskedFor() throws Exception {
        Visitor evil = with("evil").asking("scope", "evil");
        Answer approved = evil.approve();

        assertThat(approved.parameter("scope")).isEqualTo("openid profile email");
        assertThat(approved.location()).doesNotContain("evil");
        assertThat(evil.redeem(evil.get(Visitor.visit(approved)).parameter("code"))
                        .json("scope"))
                .isEqualTo("evil");
    }

    /** S8: the client that the published examples list, with the provider's own credentials and our callback. */
    @ParameterizedTest
    @ValueSource(strings = {"", "https://behind.proxy.example"})
    void neverSendsACodeToOurOwnCallback(String elsewhere, @TempDir Path root) throws Exception {
        SignInProject published = new SignInProject(root);
        String callback = (elsewhere.isEmpty() ? published.address().toString() : elsewhere) + "/keycloak/callback";
        published.auth(realm.section() + "clients: [{client_id: " + ScriptedProvider.CLIENT_ID + ", client_secret: '"
                + ScriptedProvider.CLIENT_SECRET.reveal() + "', redirect_uris: ['" + callback + "']}]\n");
        assertThat(published.errors()).isEmpty();
        assertThat(published.warnings())
                .singleElement()
                .asString()
                .contains("config.yml:", "clients[0].redirect_uris[0]: this is the server's own callback");
        try (RunningServer running = published.start()) {
            for (String address : List.of(callback, running.url("/keycloak/callback"), "")) {
                Answer page = Visitor.with(published.address(), ScriptedProvider.CLIENT_ID)
                        .secret(ScriptedProvider.CLIENT_SECRET.reveal())
                        .asking("redirect_uri", address)
                        .authorize();
                assertThat(page.status()).isEqualTo(400);
                assertThat(page.location()).isEmpty();
            }
        }
    }

    /** Q12. The tokens are of a time when nothing was required, as after a change of the configuration. */
    @Test
    void needsEveryRequiredScope(@TempDir Path root) throws Exception {
        String kept = realm.section() + CLIENTS + "persistence: {type: sqlite}\n";
        SignInProject own = new SignInProject(root).tool("who", "SELECT get_username() AS name");
        realm.servedAt(own.address());
        Visitor caller = Visitor.with(own.address(), "evil");
        String none;
        String one;
        String two;
        try (RunningServer running =
                own.auth(kept + "authorization: {required_scopes: []}\n").start()) {
            none = Visitor.with(own.address(), "evil").tokens().json("access_token");
            one = Visitor.with(own.address(), "one").tokens().json("access_token");
            two = Visitor.with(own.address(), "two").tokens().json("access_token");
            for (String token : List.of(none, one, two)) {
                assertThat(caller.call(token, "who").status()).isEqualTo(200);
            }
        }
        try (RunningServer running = own.auth(kept + "authorization: {required_scopes: ['mxcp:access']}\n")
                .start()) {
            assertLacks(caller.call(none, "who"), "mxcp:access");
            assertThat(caller.call(one, "who").status()).isEqualTo(200);
            assertThat(caller.call(two, "who").status()).isEqualTo(200);
        }
        try (RunningServer running = own.auth(
                        kept + "authorization: {required_scopes: ['mxcp:access', 'mxcp:admin']}\n")
                .start()) {
            assertLacks(caller.call(none, "who"), "mxcp:access mxcp:admin");
            assertLacks(caller.call(one, "who"), "mxcp:admin");
            assertThat(caller.call(two, "who").status()).isEqualTo(200);
            assertThat(caller.get("/.well-known/oauth-protected-resource")
                            .json()
                            .get("scopes_supported")
                            .toString())
                    .isEqualTo("[\"mxcp:access\",\"mxcp:admin\"]");
        }
    }

    /** It is told what is missing, and to ask for that besides what it has and needs. */
    private static void assertLacks(Answer refused, String missing) {
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json("error")).isEqualTo("insufficient_scope");
        assertThat(refused.json("error_description")).endsWith(": " + missing);
        Matcher asked = Pattern.compile("scope=\"([^\"]*)\"").matcher(refused.header("WWW-Authenticate"));
        assertThat(asked.find()).isTrue();
        assertThat(List.of(asked.group(1).split(" ", -1))).contains(missing.split(" ", -1));
    }
}
