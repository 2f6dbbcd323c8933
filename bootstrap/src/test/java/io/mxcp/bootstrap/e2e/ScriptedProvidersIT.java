package io.mxcp.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.google.gson.JsonObject;
import io.mxcp.bootstrap.e2e.ScriptedUpstream.Newcomer;
import io.mxcp.bootstrap.e2e.ScriptedUpstream.Refusal;
import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.fixture.ScriptedProvider.Reply;
import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Each provider's whole way, from a client that knows one address to SQL, with a provider as strict and as odd as the real one. */
@ParameterizedClass
@MethodSource("io.mxcp.bootstrap.e2e.ScriptedUpstream#all")
final class ScriptedProvidersIT {
    /** One more than GitHub has tokens for one person. */
    private static final int MANY_CLIENTS = 11;

    @SuppressWarnings("NullAway.Init") // before the first test
    private static ServedUpstream served;

    private final ScriptedUpstream upstream;
    private final ScriptedProvider provider = served.provider();

    ScriptedProvidersIT(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    @BeforeParameterizedClassInvocation
    static void serve(ScriptedUpstream upstream, @TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        served = ServedUpstream.start(upstream, folder);
    }

    @AfterParameterizedClassInvocation
    static void end() throws IOException, InterruptedException {
        served.end();
    }

    @AfterEach
    void settle() {
        served.settle();
    }

    @Test
    void letsSqlSeeThePersonAndTheTokenThatTheProviderGave() throws IOException, InterruptedException {
        Newcomer person = served.comes();
        Session session = served.signIn();

        JsonObject row = session.whoami();
        assertThat(row.get("username").getAsString()).isEqualTo(person.username());
        assertThat(row.get("email").getAsString()).isEqualTo(person.email());
        assertThat(row.get("provider").getAsString()).isEqualTo(upstream.name());
        assertThat(Session.providerToken(row)).isEqualTo(served.latestToken());
        assertThat(provider.isLive(Session.providerToken(row))).isTrue();
        for (Map.Entry<String, String> fact : person.facts().entrySet()) {
            JsonObject told = ScriptedClient.row(session.call("fact", Map.of("name", fact.getKey())));
            assertThat(told.get("value").getAsString()).as(fact.getKey()).isEqualTo(fact.getValue());
        }
        JsonObject document = ScriptedClient.row(served.readDocument(session));
        assertThat(document.get("owner").getAsString()).isEqualTo(person.username());
    }

    /** The provider may have voided the first client's token long ago: then it has taken up a later one. */
    @Test
    void keepsElevenClientsOfOnePersonWorking() throws IOException, InterruptedException {
        served.comes();
        Session first = served.signIn();
        Secret given = first.providerToken();
        for (int clients = 1; clients < MANY_CLIENTS; clients++) {
            served.signIn();
        }

        assertThat(provider.isLive(given)).isEqualTo(!upstream.limitsTokens());
        assertThat(first.providerToken()).isEqualTo(upstream.limitsTokens() ? served.latestToken() : given);
        assertThat(served.readDocument(first).statusCode()).isEqualTo(200);
        assertThat(first.refresh().statusCode()).isEqualTo(200);
        assertThat(provider.isLive(first.providerToken())).isTrue();
    }

    @Test
    void tellsTheClientAndTheOperatorWhyNobodyIsSignedIn() {
        assertAll(upstream.refusals().stream().map(refusal -> () -> isTold(refusal)));
    }

    private static void isTold(Refusal refusal) throws IOException, InterruptedException {
        served.settle();
        served.comes();
        refusal.begin().accept(served.provider());
        int before = served.server().log().length();

        ScriptedBrowser.Page landed =
                served.approve(ScriptedClient.register(served.server().base(), ""), "its own state");

        assertThat(landed.status()).as(refusal.name() + ": " + landed.content()).isZero();
        assertThat(QueryString.parse(landed.address()))
                .as(refusal.name())
                .containsOnlyKeys("error", "error_description", "state", "iss")
                .containsEntry("error", refusal.error())
                .containsEntry("state", "its own state")
                .containsEntry("iss", served.server().base().toString())
                .hasEntrySatisfying(
                        "error_description",
                        text -> assertThat(text)
                                .as(refusal.name())
                                .contains(refusal.told())
                                .doesNotContain(ScriptedUpstream.PROVIDER_TEXT));
        assertThat(served.server().awaitLog(before, refusal.logged()))
                .as(refusal.name())
                .contains("sign-in failed", refusal.logged());
    }

    /** Such a provider sends nobody back: all that can be done here is to send exactly the address that the operator registers. */
    @Test
    void leavesAPersonOnTheProvidersPageWhereTheCallbackIsNotRegistered() throws IOException, InterruptedException {
        served.comes();
        provider.unregister(served.callback());

        ScriptedBrowser.Page page =
                served.approve(ScriptedClient.register(served.server().base(), ""), "state");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.address().toString()).startsWith(provider.base());
        assertThat(page.content()).contains("redirect_uri");
        assertThat(QueryString.parse(page.address()))
                .containsEntry("redirect_uri", served.callback().toString());
    }

    /** Within a call it is too late for a challenge: the next one gets that. */
    @Test
    void asksForASignInWhereACallMeetsAWithdrawnConsent() throws IOException, InterruptedException {
        Session session = signInAndWithdraw();

        HttpResponse<String> first = served.readDocument(session);

        assertThat(first.statusCode()).isEqualTo(upstream.tellsWhenTokensEnd() ? 401 : 200);
        assertThat(first.body()).contains("sign in again");
        isChallenged(session.call("whoami", Map.of()));
        isOver(session.refresh());
    }

    @Test
    void asksForASignInWhereARefreshMeetsAWithdrawnConsent() throws IOException, InterruptedException {
        Session session = signInAndWithdraw();

        isOver(session.refresh());

        isChallenged(session.call("whoami", Map.of()));
        assertThat(served.signIn().providerToken()).isEqualTo(served.latestToken());
    }

    /** Where a provider tells when a token ends, that is the moment at which it is asked. */
    private Session signInAndWithdraw() throws IOException, InterruptedException {
        upstream.givesDueTokens(provider);
        Newcomer person = served.comes();
        Session session = served.signIn();
        provider.endGrantsOf(person.username());
        return session;
    }

    private static void isChallenged(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(
                        challenge -> assertThat(challenge).contains("error=\"invalid_token\"", "resource_metadata="));
    }

    private static void isOver(HttpResponse<String> refreshed) {
        assertThat(refreshed.statusCode()).isEqualTo(400);
        assertThat(ScriptedClient.json(refreshed).get("error").getAsString()).isEqualTo("invalid_grant");
    }

    @Test
    void losesNobodyWhileTheProviderIsDown() throws IOException, InterruptedException {
        upstream.givesDueTokens(provider);
        served.comes();
        Session session = served.signIn();
        Secret before = served.latestToken();
        int status = upstream.tellsWhenTokensEnd() ? 503 : 200;

        for (Reply outage : upstream.outages()) {
            provider.answer(provider.paths().token(), outage);
            provider.answer(provider.paths().userInfo(), outage);
            assertThat(session.providerToken()).as("the token that there is").isEqualTo(before);
            HttpResponse<String> refreshed = session.refresh();
            assertThat(refreshed.statusCode()).as(refreshed.body()).isEqualTo(status);
            if (status == 503) {
                assertThat(refreshed.headers().firstValue("Retry-After")).isPresent();
                assertThat(ScriptedClient.json(refreshed).get("error").getAsString())
                        .isEqualTo("temporarily_unavailable");
            }
        }

        served.settle();
        assertThat(session.refresh().statusCode()).isEqualTo(200);
        assertThat(session.providerToken()).isEqualTo(served.latestToken());
        assertThat(served.readDocument(session).statusCode()).isEqualTo(200);
        assertThat(served.signIn().providerToken()).isEqualTo(served.latestToken());
    }
}
