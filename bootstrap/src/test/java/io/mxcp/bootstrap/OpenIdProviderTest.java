package io.mxcp.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.fixture.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server at any OpenID provider, by what that publishes about itself: P16, P17, P19, P20, S9, S10. */
@SuppressWarnings("try") // a server is asked at its address
class OpenIdProviderTest {
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final ScriptedProvider.Paths PATHS =
            new ScriptedProvider.Paths("", "/authorize", "/token", "/userinfo", "/certs", "/revoke");
    private static final String COMPLETE = """
            {"issuer":"BASE","authorization_endpoint":"BASE/authorize","token_endpoint":"BASE/token",
            "userinfo_endpoint":"BASE/userinfo","revocation_endpoint":"BASE/revoke","jwks_uri":"BASE/certs",
            "id_token_signing_alg_values_supported":["RS256"],"response_types_supported":["code"],
            "token_endpoint_auth_methods_supported":["client_secret_basic","client_secret_post"]}""";
    private static final String MINIMAL = """
            {"issuer":"BASE","authorization_endpoint":"BASE/authorize","token_endpoint":"BASE/token",
            "userinfo_endpoint":"BASE/userinfo","jwks_uri":"BASE/certs"}""";
    private static final TestClock CLOCK = new TestClock();

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static ScriptedProvider provider;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static SignInProject project;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static RunningServer server;

    private final LogLines log = new LogLines();

    /** Starts while the provider is away: what it publishes is not needed for that. */
    @BeforeAll
    static void start(@TempDir Path root) throws Exception {
        provider = ScriptedProvider.start(PATHS, CLOCK);
        provider.answer(DISCOVERY, Reply.hangUp());
        project = new SignInProject(root)
                .clock(CLOCK)
                .tool("who", "SELECT get_user_name() AS name")
                .auth(section("audience: 'https://api.example/v1', authorize_params: 'prompt=login&ui_locales=de'"));
        provider.register(project.address().resolve("/oidc/callback"));
        server = project.start();
    }

    @AfterAll
    static void stop() throws StartException {
        server.close();
        provider.close();
    }

    /** What was read is forgotten by then. */
    @BeforeEach
    void anHourLater() {
        CLOCK.advance(Duration.ofHours(1).plusMinutes(1));
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    private static String section(String more) {
        return "provider: oidc\noidc: {issuer: '" + provider.base() + "', client_id: " + ScriptedProvider.CLIENT_ID
                + ", client_secret: '" + ScriptedProvider.CLIENT_SECRET.reveal() + "', " + more + "}\n";
    }

    private static void publish(String metadata) {
        provider.answer(DISCOVERY, Reply.json(200, metadata.replace("BASE", provider.base())));
    }

    @Test
    void sendsPeopleOnByWhatIsPublishedAndReadsItOnce() throws Exception {
        publish(COMPLETE);
        long before = provider.calls(DISCOVERY);
        Visitor visitor = Visitor.registering(project.address());
        Answer approved = visitor.approve();

        assertThat(approved.location()).startsWith(provider.base() + "/authorize?");
        assertThat(approved.parameter("redirect_uri")).isEqualTo(project.address() + "/oidc/callback");
        assertThat(approved.parameter("scope")).isEqualTo("openid profile email");
        assertThat(approved.parameter("response_type")).isEqualTo("code");
        assertThat(approved.parameter("code_challenge_method"))
                .as("nothing is published of PKCE")
                .isEqualTo("S256");
        assertThat(approved.parameter("code_challenge")).hasSize(43);
        assertThat(approved.parameter("nonce")).isNotEmpty();
        for (int time = 0; time < 3; time++) {
            assertThat(whoSignsIn()).isEqualTo("Ann Example");
        }
        assertThat(provider.calls(DISCOVERY)).isEqualTo(before + 1);
    }

    private static String whoSignsIn() throws Exception {
        Visitor visitor = Visitor.registering(project.address());
        Answer tokens = visitor.tokens();
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        return visitor.call(tokens.json("access_token"), "who")
                .row()
                .get("name")
                .getAsString();
    }

    @Test
    void tellsTheAudienceEverywhereAndMoreParametersToTheBrowserOnly() throws Exception {
        publish(MINIMAL);
        List<Map<String, String>> forms = new ArrayList<>();
        provider.rule(PATHS.token(), (exchange, body) -> {
            forms.add(ScriptedProvider.form(body));
            return Optional.empty();
        });
        Visitor visitor = Visitor.registering(project.address());
        Answer approved = visitor.approve();
        Answer landed = visitor.get(Visitor.visit(approved));
        Answer tokens = visitor.redeem(landed.parameter("code"));
        CLOCK.advance(Duration.ofMinutes(6));
        assertThat(visitor.refresh(tokens.json("refresh_token")).status()).isEqualTo(200);

        assertThat(approved.parameter("audience")).isEqualTo("https://api.example/v1");
        assertThat(approved.parameter("prompt")).isEqualTo("login");
        assertThat(approved.parameter("ui_locales")).isEqualTo("de");
        assertThat(forms)
                .extracting(form -> form.getOrDefault("grant_type", ""))
                .containsExactly("authorization_code", "refresh_token");
        assertThat(forms)
                .allSatisfy(form -> assertThat(form)
                        .containsEntry("audience", "https://api.example/v1")
                        .doesNotContainKeys("prompt", "ui_locales"));
    }

    /** What a provider publishes, what the client is told then, and what the operator's log names. */
    private record Fault(Reply published, String error, String named) {}

    private static List<Fault> faults() {
        return List.of(
                new Fault(without("issuer"), "server_error", "issuer"),
                new Fault(
                        reply(MINIMAL.replace("BASE\",\"auth", "BASE/other\",\"auth")), "server_error", "check issuer"),
                new Fault(without("authorization_endpoint"), "server_error", "authorization_endpoint"),
                new Fault(without("token_endpoint"), "server_error", "token_endpoint"),
                new Fault(without("jwks_uri"), "server_error", "jwks_uri"),
                new Fault(Reply.json(404, "{}"), "server_error", "discovery"),
                new Fault(Reply.json(200, "<html>"), "server_error", "discovery"),
                new Fault(Reply.json(503, ""), "temporarily_unavailable", "discovery"),
                new Fault(Reply.hangUp(), "temporarily_unavailable", "discovery"));
    }

    private static Reply without(String member) {
        return reply(MINIMAL.replace("\"" + member + "\"", "\"other_member\""));
    }

    private static Reply reply(String metadata) {
        return Reply.json(200, metadata.replace("BASE", provider.base()));
    }

    /** At a server that has read nothing good before, which it would go on with. */
    @Test
    void refusesASignInByMetadataThatItCannotUseAndNamesWhatIsMissing(@TempDir Path root) throws Exception {
        SignInProject another =
                new SignInProject(root).clock(CLOCK).auth(section("")).tool("who", "SELECT get_user_name() AS name");
        provider.register(another.address().resolve("/oidc/callback"));
        try (RunningServer running = another.start()) {
            for (Fault fault : faults()) {
                provider.answer(DISCOVERY, fault.published());
                CLOCK.advance(Duration.ofMinutes(2));
                Answer refused = Visitor.registering(another.address()).approve();

                assertThat(refused.location()).as(fault.toString()).startsWith(Visitor.LANDING + "?");
                assertThat(refused.parameter("error")).isEqualTo(fault.error());
                assertThat(refused.parameter("error_description")).isNotEmpty();
                assertThat(refused.parameter("state")).isEqualTo(Visitor.STATE);
                List<String> lines = log.read();
                assertThat(lines.get(lines.size() - 1))
                        .startsWith("WARN sign-in failed")
                        .contains(fault.named());
            }
            publish(MINIMAL);
            CLOCK.advance(Duration.ofMinutes(2));
            assertThat(Visitor.registering(another.address()).tokens().status()).isEqualTo(200);
        }
    }

    @Test
    void refusesASignInWhereNoUserInfoIsPublishedAndNamesTheMember() throws Exception {
        publish(MINIMAL.replace("userinfo_endpoint", "x"));
        Answer refused = Visitor.registering(project.address()).signIn();

        assertThat(refused.location()).startsWith(Visitor.LANDING + "?");
        assertThat(refused.parameter("error")).isEqualTo("server_error");
        assertThat(refused.parameter("error_description")).isNotEmpty().doesNotContain("Exception");
        assertThat(log.read())
                .anySatisfy(line ->
                        assertThat(line).startsWith("WARN sign-in failed").contains("userinfo_endpoint"));
    }
}
