package io.mxcp.http.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.provider.ProviderException.Failure;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Acceptance C1 to C8, C11; T14 and its lessons. */
class CallbackTest extends BrokerTest {
    @Test
    void bringsTheClientACodeItsOwnStateAndOurIssuer() throws Exception {
        Answer answer = flow().signIn();
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location()).startsWith(Flow.REDIRECT + "?");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        Query query = Query.of(answer.location());
        assertThat(query.get("code")).startsWith("mxcp_ac_");
        assertThat(query.get("state")).isEqualTo(Flow.STATE);
        assertThat(query.get("iss")).isEqualTo(broker.url(""));
        assertThat(query.has("error")).isFalse();
    }

    @Test
    void leaksNoStateOfOursToAClientThatSentNone() throws Exception {
        Flow flow = flow().without("state");
        String ours = Query.of(flow.approve().location()).get("state");
        String location = flow.signIn().location();
        assertThat(Query.of(location).has("state")).isFalse();
        assertThat(location).doesNotContain(ours);
    }

    @Test
    void takesACallbackOnce() throws Exception {
        Flow flow = flow();
        String callback =
                "/fake/callback" + broker.gateway.signIn(flow.approve().location());
        assertThat(flow.browser.get(callback).status()).isEqualTo(303);
        int exchanges = broker.gateway.exchanges.get();
        assertInvalidState(flow.browser.get(callback));
        assertThat(broker.gateway.exchanges).hasValue(exchanges);
    }

    @Test
    void refusesAStateThatIsOverOrWasNeverOurs() throws Exception {
        Flow flow = flow();
        String callback =
                "/fake/callback" + broker.gateway.signIn(flow.approve().location());
        assertInvalidState(flow.browser.get("/fake/callback?code=x&state=never"));
        broker.clock.advance(Duration.ofMinutes(5).plusMillis(1));
        assertInvalidState(flow.browser.get(callback));
        assertThat(broker.gateway.exchanges).hasValue(0);
    }

    /** CVE-2025-68158: a live state without the cookie. CVE-2026-27124: consent in one browser, callback in another. */
    @Test
    void refusesALiveStateWithoutTheCookieOfItsBrowser() throws Exception {
        Flow flow = flow();
        String callback =
                "/fake/callback" + broker.gateway.signIn(flow.approve().location());
        assertInvalidState(new Browser(broker).get(callback));
        assertThat(flow.browser.get(callback).status()).isEqualTo(303);
    }

    /** CVE-2026-41425. */
    @Test
    void refusesTheLiveCookieOfASecondBrowser() throws Exception {
        Flow victim = flow();
        victim.approve();
        Flow attacker = flow();
        String callback =
                "/fake/callback" + broker.gateway.signIn(attacker.approve().location());
        assertInvalidState(victim.browser.get(callback));
        // nor does it help to spell the victim's cookie as the attacker's flow
        String attackersCookie = attacker.browser.cookies.keySet().stream()
                .filter(name -> name.startsWith("mxcp-flow-"))
                .findFirst()
                .orElseThrow();
        String victimsSecret = victim.browser.cookies.entrySet().stream()
                .filter(cookie -> cookie.getKey().startsWith("mxcp-flow-"))
                .findFirst()
                .orElseThrow()
                .getValue();
        victim.browser.cookies.put(attackersCookie, victimsSecret);
        assertInvalidState(victim.browser.get(callback));
        assertThat(broker.gateway.exchanges).hasValue(0);
    }

    @Test
    void completesTwoFlowsOfOneBrowserInEitherOrder() throws Exception {
        Flow first = flow();
        Flow second = Flow.of(broker, first.browser);
        String firstCallback =
                "/fake/callback" + broker.gateway.signIn(first.approve().location());
        String secondCallback =
                "/fake/callback" + broker.gateway.signIn(second.approve().location());
        String secondCode =
                Query.of(first.browser.get(secondCallback).location()).get("code");
        String firstCode = Query.of(first.browser.get(firstCallback).location()).get("code");
        assertThat(second.redeem(secondCode).status()).isEqualTo(200);
        assertThat(first.redeem(firstCode).status()).isEqualTo(200);
        assertThat(first.browser.cookies.keySet()).containsExactly("mxcp-browser");
    }

    @Test
    void removesTheFlowCookieWhenTheFlowIsOver() throws Exception {
        assertThat(flow().signIn().header("Set-Cookie"))
                .matches("mxcp-flow-[0-9a-f]{8}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }

    /** T21. */
    @Test
    void tellsTheClientThatThePersonSaidNoInWordsOfOurOwn() throws Exception {
        Flow flow = flow();
        String state = Query.of(flow.approve().location()).get("state");
        String callback =
                "/fake/callback?error=access_denied&error_description=%3Cscript%3Epwned%3C/script%3E&state=" + state;
        Answer answer = flow.browser.get(callback);
        assertErrorRedirect(answer, "access_denied");
        assertThat(answer.location()).doesNotContain("pwned");
        Answer again = flow.browser.get(callback);
        assertRefusedOnPage(again, 400, "access_denied");
        assertThat(again.body()).doesNotContain("pwned");
    }

    @ParameterizedTest
    @CsvSource({
        "error=access_denied,access_denied",
        "error=server_error&error_description=%3Cscript%3Epwned,server_error",
        "error=%3Cscript%3Epwned,invalid_request",
        "error=invented_code,invalid_request",
        "code=x,invalid_request",
        "state=&code=x,invalid_request",
        "state=a&state=b&code=x,invalid_request"
    })
    void showsAPageWhereTheAnswerNamesNoFlow(String query, String error) throws Exception {
        Answer answer = flow().browser.get("/fake/callback?" + query);
        assertRefusedOnPage(answer, 400, error);
        assertThat(answer.body()).doesNotContain("pwned", "invented_code");
    }

    @Test
    void refusesACallbackWithoutAnyParameter() throws Exception {
        assertRefusedOnPage(new Browser(broker).get("/fake/callback"), 400, "invalid_request");
        assertRefusedOnPage(new Browser(broker).get("/fake/callback?"), 400, "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({
        "GRANT_REFUSED,access_denied",
        "POLICY_REFUSED,access_denied",
        "INVALID_RESPONSE,server_error",
        "CLIENT_REFUSED,server_error",
        "UNREACHABLE,temporarily_unavailable",
        "RATE_LIMITED,temporarily_unavailable"
    })
    void tellsTheClientOfAProviderThatFailsInWordsOfOurOwn(Failure failure, String error) throws Exception {
        Flow flow = flow();
        String callback =
                "/fake/callback" + broker.gateway.signIn(flow.approve().location());
        broker.gateway.failure = Optional.of(failure);
        Answer answer = flow.browser.get(callback);
        assertErrorRedirect(answer, error);
        assertThat(answer.location()).doesNotContain("test");
    }

    @Test
    void appendsToTheQueryOfTheRedirectUri() throws Exception {
        Answer registered = Flow.register(broker, "https://client.example/cb?tenant=a%20b&iss=https://evil.example");
        Flow flow = Flow.of(broker, new Browser(broker), registered.json("client_id"))
                .without("redirect_uri");
        String location = flow.signIn().location();
        assertThat(location).startsWith("https://client.example/cb?tenant=a%20b&code=");
        assertThat(Query.of(location).get("iss")).isEqualTo(broker.url(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "HEAD", "PUT", "OPTIONS"})
    void isVisitedByGetOnly(String method) throws Exception {
        Answer answer = new Browser(broker).method(method, "/fake/callback?code=x&state=y");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    private static void assertInvalidState(Answer answer) {
        assertRefusedOnPage(answer, 400, "invalid_request");
        assertThat(answer.body()).contains("Invalid state parameter");
    }
}
