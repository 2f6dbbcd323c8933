package io.mxcp.providers.scripted;

import static io.mxcp.domain.provider.ProviderException.Failure.GRANT_REFUSED;
import static io.mxcp.domain.provider.ProviderException.Failure.TOKEN_REFUSED;
import static io.mxcp.providers.scripted.Conversation.assertFailure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.providers.atlassian.AtlassianFactory;
import io.mxcp.providers.github.GitHubFactory;
import io.mxcp.providers.google.GoogleFactory;
import io.mxcp.providers.salesforce.SalesforceFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stand-ins refuse what the real providers refuse, and a browser finds there what it finds at the real ones. */
class ScriptedProvidersTest {
    private static final URI CALLBACK = URI.create("http://127.0.0.1:8123/callback");

    private final TestClock clock = new TestClock();
    private Optional<ScriptedProvider> started = Optional.empty();

    @AfterEach
    void stop() {
        started.ifPresent(ScriptedProvider::close);
    }

    private ScriptedProvider started(ScriptedProvider provider) {
        started = Optional.of(provider);
        return provider;
    }

    private Conversation gitHub() throws IOException {
        ScriptedProvider github = started(ScriptedGitHub.start(clock));
        return new Conversation(new GitHubFactory(), github, ScriptedGitHub.settings(github.base()), clock);
    }

    private Conversation google() throws IOException {
        ScriptedProvider google = started(ScriptedGoogle.start(clock));
        return new Conversation(new GoogleFactory(), google, ScriptedGoogle.settings(google.base()), clock);
    }

    private Conversation atlassian() throws IOException {
        ScriptedProvider atlassian = started(ScriptedAtlassian.start(clock));
        return new Conversation(new AtlassianFactory(), atlassian, ScriptedAtlassian.settings(atlassian.base()), clock);
    }

    private Conversation salesforce() throws IOException {
        ScriptedProvider salesforce = started(ScriptedSalesforce.start(clock));
        return new Conversation(
                new SalesforceFactory(), salesforce, ScriptedSalesforce.settings(salesforce.base()), clock);
    }

    private ScriptedProvider provider() {
        return started.orElseThrow();
    }

    /** What a browser is told at an address: the status, and where to go or what to read. */
    private static String browse(URI address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        return connection.getResponseCode() == HttpURLConnection.HTTP_MOVED_TEMP
                ? "302 " + connection.getHeaderField("Location")
                : connection.getResponseCode() + " " + text(connection);
    }

    private static String text(HttpURLConnection connection) throws IOException {
        try (InputStream read =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new String(read.readAllBytes(), UTF_8);
        }
    }

    private static String post(String address, String accept, String form) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        connection.setRequestProperty("Accept", accept);
        connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
        connection.setDoOutput(true);
        connection.getOutputStream().write(form.getBytes(UTF_8));
        return text(connection);
    }

    private static URI without(URI address, String parameter) {
        return URI.create(address.toString().replaceAll("&" + parameter + "=[^&]*", ""));
    }

    private static URI elsewhere(URI address, String callback) {
        return URI.create(address.toString().replaceAll("redirect_uri=[^&]*", "redirect_uri=" + callback));
    }

    @Test
    void sendsABrowserBackWithTheCodeOfThePersonWhoIsThere() throws Exception {
        Conversation conversation = google();
        ScriptedGoogle.person(provider(), "bob@acme.example", "1045", "acme.example");
        provider().register(CALLBACK);
        SignInRequest request = new SignInRequest(
                CALLBACK,
                conversation.newRequest().state(),
                conversation.newRequest().verifier(),
                conversation.newRequest().nonce());
        String answer = browse(conversation.gateway().authorizationUri(request));
        assertThat(answer).startsWith("302 " + CALLBACK + "?").contains("authuser=0", "iss=http");
        Map<String, String> callback = ScriptedProvider.form(answer.substring(answer.indexOf('?') + 1));
        assertThat(callback).containsEntry("state", request.state().reveal());
        ProviderTokens tokens = conversation
                .gateway()
                .exchange(conversation.gateway().readCallback(ScriptedProvider.callback(callback)), request);
        assertThat(conversation.gateway().profile(tokens).username()).isEqualTo("bob@acme.example");
        assertThat(conversation.gateway().profile(tokens).subject()).isEqualTo("1045");
    }

    @Test
    void sendsABrowserBackWithoutCodeWhenThePersonSaysNo() throws Exception {
        Conversation conversation = gitHub();
        provider().denies();
        assertThat(browse(conversation.gateway().authorizationUri(conversation.newRequest())))
                .contains("error=access_denied", "state=", "iss=")
                .doesNotContain("code=");
        ScriptedGitHub.person(provider(), "bob", 7, "bob@acme.example");
        assertThat(browse(conversation.gateway().authorizationUri(conversation.newRequest())))
                .contains("code=");
    }

    @Test
    void keepsABrowserThatComesWithAnotherCallback() throws Exception {
        Conversation conversation = atlassian();
        URI address = conversation.gateway().authorizationUri(conversation.newRequest());
        assertThat(browse(elsewhere(address, "http%3A%2F%2Flocalhost%3A8000%2Fother")))
                .startsWith("400 ")
                .contains("redirect_uri");
        assertThat(browse(without(address, "state"))).startsWith("400 ").contains("state");
    }

    @Test
    void salesforceSendsABrowserWithoutChallengeBackWithAnError() throws Exception {
        Conversation conversation = salesforce();
        URI address = conversation.gateway().authorizationUri(conversation.newRequest());
        assertThat(browse(without(address, "code_challenge")))
                .startsWith("302 " + ScriptedProvider.CALLBACK)
                .contains("missing+required+code+challenge");
    }

    @Test
    void gitHubAnswersWithAFormUnlessJsonIsAskedFor() throws IOException {
        gitHub();
        String token = provider().base() + ScriptedGitHub.PATHS.token();
        assertThat(post(token, "*/*", "grant_type=authorization_code")).startsWith("access_token=");
        assertThat(post(token, "application/json", "grant_type=authorization_code"))
                .contains("incorrect_client_credentials");
    }

    @Test
    void gitHubForbidsWhoDoesNotSayWhoIsAsking() throws IOException {
        gitHub();
        URI base = URI.create(provider().base());
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + ScriptedGitHub.PATHS.userInfo()
                                    + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("User-Agent");
        }
    }

    @Test
    void gitHubEndsTheOldestOfElevenGrantsOfAPerson() throws Exception {
        Conversation conversation = gitHub();
        ProviderTokens first = conversation.signIn();
        ProviderTokens second = conversation.signIn();
        for (int more = 0; more < 9; more++) {
            conversation.signIn();
        }
        assertThat(provider().isLive(first.accessToken())).isFalse();
        assertThat(provider().isLive(second.accessToken())).isTrue();
    }

    @Test
    void googleBringsNoRefreshTokenAtARefreshAndKeepsTheOldOne() throws Exception {
        Conversation conversation = google();
        ProviderTokens first = conversation.signIn();
        ProviderTokens second = conversation.gateway().refresh(first);
        assertThat(second.refreshToken()).isEqualTo(first.refreshToken());
        assertThat(provider().isLive(conversation.gateway().refresh(second).accessToken()))
                .isTrue();
    }

    @Test
    void atlassianForgivesASpentRefreshTokenForTenMinutesAndEndsAllAfter() throws Exception {
        Conversation conversation = atlassian();
        ProviderTokens first = conversation.signIn();
        ProviderTokens second = conversation.gateway().refresh(first);
        clock.advance(ScriptedAtlassian.LEEWAY);
        assertThat(provider().isLive(conversation.gateway().refresh(first).accessToken()))
                .isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertFailure(() -> conversation.gateway().refresh(first), GRANT_REFUSED, "token refresh");
        assertThat(provider().isLive(second.accessToken())).isFalse();
    }

    @Test
    void endsTheGrantsOfOnePersonAndTheAccessTokensOfAll() throws Exception {
        Conversation conversation = salesforce();
        ProviderTokens ann = conversation.signIn();
        ScriptedSalesforce.person(provider(), "bob@acme.example.sales", "005Ax00000BobBobIAJ", "bob@acme.example");
        ProviderTokens bob = conversation.signIn();
        provider().expireAccessTokens();
        assertFailure(() -> conversation.gateway().profile(bob), TOKEN_REFUSED, "own access token");
        provider().endGrantsOf("bob@acme.example.sales");
        assertFailure(() -> conversation.gateway().refresh(bob), GRANT_REFUSED, "invalid_grant");
        assertThat(provider().isLive(conversation.gateway().refresh(ann).accessToken()))
                .isTrue();
    }

    @Test
    void anInterfaceOfOnesOwnKnowsWhoAsks() throws Exception {
        Conversation conversation = salesforce();
        provider()
                .rule(
                        "/services/data",
                        (exchange, body) -> Optional.of(provider()
                                .caller(exchange)
                                .map(name -> Reply.json(200, "[{\"owner\":\"" + name + "\"}]"))
                                .orElseGet(ScriptedSalesforce::expiredSession)));
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(provider().base() + "/services/data").toURL().openConnection();
        connection.setRequestProperty(
                "Authorization", "Bearer " + conversation.signIn().accessToken().reveal());
        assertThat(text(connection)).contains("\"owner\":\"ann\"");
        assertThat(browse(URI.create(provider().base() + "/services/data"))).contains("INVALID_SESSION_ID");
    }
}
