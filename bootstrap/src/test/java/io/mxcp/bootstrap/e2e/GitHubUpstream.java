package io.mxcp.bootstrap.e2e;

import com.sun.net.httpserver.HttpExchange;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.providers.scripted.ScriptedGitHub;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** GitHub, of which only members of one organisation may come in: with an OAuth app, or with a GitHub App whose tokens end. */
final class GitHubUpstream extends ScriptedUpstream {
    private static final String MEMBERSHIP = ScriptedGitHub.MEMBERSHIPS + "acme";

    private final boolean oauthApp;

    GitHubUpstream(TokenLife life) {
        super("github", life, true);
        this.oauthApp = life == TokenLife.ENDLESS;
    }

    @Override
    ScriptedProvider start() throws IOException {
        return oauthApp
                ? ScriptedGitHub.startOAuthApp(InstantSource.system())
                : ScriptedGitHub.start(InstantSource.system());
    }

    @Override
    Newcomer comes(ScriptedProvider provider, int number) {
        Newcomer newcomer = new Newcomer(
                "person-" + number,
                "person" + number + "@acme.example",
                Map.of(
                        "github.id",
                        Integer.toString(number),
                        "github.login",
                        "person-" + number,
                        "github.avatar_url",
                        "https://avatars.example/u/4217001"));
        ScriptedGitHub.person(provider, newcomer.username(), number, newcomer.email());
        return newcomer;
    }

    @Override
    String data() {
        return ScriptedGitHub.API + "/user/repos";
    }

    @Override
    Reply deadToken() {
        return ScriptedGitHub.message(401, "Bad credentials");
    }

    @Override
    Optional<Reply> refusal(ScriptedProvider provider, HttpExchange exchange) {
        return ScriptedGitHub.refusal(provider, exchange);
    }

    @Override
    void settle(ScriptedProvider provider) {
        super.settle(provider);
        provider.recover(MEMBERSHIP);
        ScriptedGitHub.list(provider, ScriptedGitHub.ORGANISATIONS, "[{\"login\":\"acme\"}]");
    }

    @Override
    List<Refusal> ownRefusals() {
        return List.of(
                new Refusal(
                        "it knows another callback",
                        provider ->
                                provider.answer(provider.paths().authorization(), sendsBack("redirect_uri_mismatch")),
                        "server_error",
                        "refuses this server",
                        "callback_path"),
                new Refusal(
                        "the organisation has not approved the app",
                        provider -> outsider(provider, 403),
                        "access_denied",
                        "has not approved this server",
                        "allowed_orgs from this app: an owner of the organisation must approve"),
                new Refusal(
                        "the person is no member",
                        provider -> outsider(provider, 404),
                        "access_denied",
                        "not in an organisation",
                        "not a member of any organisation in allowed_orgs"));
    }

    /** It leaves the organisation out of the list, and tells why only where it is asked for that one. */
    private static void outsider(ScriptedProvider provider, int status) {
        ScriptedGitHub.list(provider, ScriptedGitHub.ORGANISATIONS, "[]");
        provider.answer(MEMBERSHIP, ScriptedGitHub.message(status, PROVIDER_TEXT));
    }
}
