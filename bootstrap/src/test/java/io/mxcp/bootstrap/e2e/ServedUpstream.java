package io.mxcp.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.bootstrap.e2e.ScriptedUpstream.Newcomer;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A scripted provider with the whole program before it, which all tests of one provider share: each signs in somebody of its own. */
final class ServedUpstream {
    private static final int FIRST_NUMBER = 1001;

    private final ScriptedUpstream upstream;
    private final ScriptedProvider provider;
    private final MxcpServer server;
    private int people = FIRST_NUMBER;

    private ServedUpstream(ScriptedUpstream upstream, ScriptedProvider provider, MxcpServer server) {
        this.upstream = upstream;
        this.provider = provider;
        this.server = server;
    }

    static ServedUpstream start(ScriptedUpstream upstream, Path folder)
            throws IOException, InterruptedException, SQLException {
        ScriptedProvider provider = upstream.start();
        Map<String, String> variables =
                Map.of("UPSTREAM", provider.base(), "UPSTREAM_SECRET", ScriptedProvider.CLIENT_SECRET.reveal());
        MxcpServer server = MxcpServer.serve(
                Project.create(folder, "config-scripted.yml", 1000), variables, "--profile", upstream.name());
        ServedUpstream served = new ServedUpstream(upstream, provider, server);
        served.settle();
        return served;
    }

    ScriptedProvider provider() {
        return provider;
    }

    MxcpServer server() {
        return server;
    }

    URI callback() {
        return server.base().resolve("/" + upstream.name() + "/callback");
    }

    /** All is well at the provider. */
    void settle() {
        upstream.settle(provider);
        provider.register(callback());
    }

    /** From now on somebody signs in who was not there before. */
    Newcomer comes() {
        people++;
        return upstream.comes(provider, people);
    }

    /** A client of its own, on which the person who is there signs in. */
    Session signIn() throws IOException, InterruptedException {
        ScriptedClient client = ScriptedClient.register(server.base(), "");
        ScriptedBrowser.Page landed = approve(client, "state");
        assertThat(landed.status()).as(landed.content()).isZero();
        Map<String, String> answer = QueryString.parse(landed.address());
        assertThat(answer).as("answer to the client").containsKey("code").containsEntry("state", "state");
        return new Session(client, client.redeem(answer.getOrDefault("code", "")));
    }

    /** Where the person ends who approves on our page: at the client, on a page of the provider, or on one of ours. */
    ScriptedBrowser.Page approve(ScriptedClient client, String state) throws IOException, InterruptedException {
        ScriptedBrowser browser = new ScriptedBrowser(HttpClient.newHttpClient(), ScriptedClient.LANDING);
        ScriptedBrowser.Page consent = browser.open(client.authorizationUrl(state));
        return browser.submit(consent.form(), Map.of("decision", "approve"));
    }

    /** Calls the tool that reads what the provider shows the person. */
    HttpResponse<String> readDocument(Session session) throws IOException, InterruptedException {
        return session.call("my_document", Map.of("address", provider.base() + upstream.data()));
    }

    /** The access token that the provider gave last, to whomever. */
    Secret latestToken() {
        List<Secret> given = provider.accessTokens();
        return given.get(given.size() - 1);
    }

    /** How often that was asked for at the provider. */
    long documentsAskedFor() {
        return provider.calls(upstream.data());
    }

    /** How often the provider was asked for tokens. */
    long tokensAskedFor() {
        return provider.calls(provider.paths().token());
    }

    /** Ends both. Whatever went wrong till then, the log holds nothing that opens a door, and nothing that somebody else wrote. */
    void end() throws IOException, InterruptedException {
        server.stop();
        provider.close();
        String log = server.log();
        assertThat(log).doesNotContain(ScriptedProvider.CLIENT_SECRET.reveal(), ScriptedUpstream.PROVIDER_TEXT);
        assertThat(provider.accessTokens()).isNotEmpty().noneMatch(token -> log.contains(token.reveal()));
    }
}
