package io.mxcp.http.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.http.PublicAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The consent page's form: T13 to T18 and their lessons. */
class ConsentTest extends BrokerTest {
    @ParameterizedTest
    @CsvSource({
        "own,same-origin,true",
        "own,,true",
        "null,same-origin,true",
        ",same-origin,true",
        "null,,false",
        ",,false",
        "null,cross-site,false",
        "null,same-site,false",
        "null,none,false",
        ",cross-site,false",
        "own,cross-site,false",
        "own,same-site,false",
        "own,none,false",
        "https://evil.example,same-origin,false",
        "https://evil.example,,false",
        "http://127.0.0.1:1,same-origin,false"
    })
    void takesTheFormFromItsOwnPageOnly(String origin, String site, boolean taken) throws Exception {
        Flow flow = flow();
        Answer page = flow.authorize();
        Map<String, String> headers = new LinkedHashMap<>();
        if (origin != null) {
            headers.put("Origin", origin.equals("own") ? broker.url("") : origin);
        }
        if (site != null) {
            headers.put("Sec-Fetch-Site", site);
        }
        Answer answer = flow.browser.post("/consent", form(page, "approve"), flatten(headers));
        if (taken) {
            assertThat(answer.location()).startsWith(FakeGateway.AUTHORIZE);
        } else {
            assertRefusedOnPage(answer, 400, "invalid_request");
            assertThat(answer.headers("Set-Cookie")).isEmpty();
            // nothing was spent
            assertThat(flow.browser.decide(page, "approve").status()).isEqualTo(303);
        }
    }

    @Test
    void needsTheCookieThatCameWithThePage() throws Exception {
        Flow flow = flow();
        Answer page = flow.authorize();
        assertRefusedOnPage(new Browser(broker).decide(page, "approve"), 400, "invalid_request");
        assertThat(flow.browser.decide(page, "approve").status()).isEqualTo(303);
    }

    @Test
    void refusesATokenOfAnotherFlowOrAnotherBrowser() throws Exception {
        Flow mine = flow();
        Answer page = mine.authorize();
        Answer otherFlow = Flow.of(broker, mine.browser).authorize();
        Answer otherBrowser = flow().authorize();
        for (Answer other : new Answer[] {otherFlow, otherBrowser}) {
            Map<String, String> form = form(page, "approve");
            form.put("token", other.field("token"));
            assertRefusedOnPage(mine.browser.decide(form), 400, "invalid_request");
        }
    }

    /** CVE-2022-39222, CVE-2026-7507. */
    @Test
    void yieldsNoCodeInABrowserThatThePageWasNotShownIn() throws Exception {
        Flow mine = flow();
        Answer page = mine.authorize();
        Flow attacker = flow();
        attacker.authorize();
        assertRefusedOnPage(attacker.browser.decide(page, "approve"), 400, "invalid_request");
    }

    /** CVE-2026-7571. */
    @Test
    void heedsNothingInTheFormButTheDecision() throws Exception {
        Flow flow = flow();
        Map<String, String> form = form(flow.authorize(), "approve");
        form.put("redirect_uri", "https://evil.example/");
        form.put("client_id", "other");
        form.put("scope", "admin");
        String callback = "/fake/callback"
                + broker.gateway.signIn(flow.browser.decide(form).location());
        assertThat(flow.browser.get(callback).location()).startsWith(Flow.REDIRECT + "?code=");
    }

    /** fastmcp#4818. */
    @Test
    void keepsTheOlderOfTwoPagesGood() throws Exception {
        Flow first = flow();
        Answer older = first.authorize();
        Answer newer = Flow.of(broker, first.browser).authorize();
        assertThat(newer.headers("Set-Cookie")).isEmpty();
        assertThat(first.browser.decide(older, "approve").status()).isEqualTo(303);
        assertThat(first.browser.decide(newer, "approve").status()).isEqualTo(303);
    }

    /** GHSA-6x8h-498w-gv8c, GHSA-c2jp-c369-7pvx. */
    @Test
    void asksAgainThoughThePersonAllowedItBefore() throws Exception {
        Flow flow = flow();
        flow.tokens();
        Answer again = flow.authorize();
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.location()).isEmpty();
    }

    @Test
    void takesADecisionOnce() throws Exception {
        Flow flow = flow();
        Answer page = flow.authorize();
        flow.browser.decide(page, "approve");
        assertRefusedOnPage(flow.browser.decide(page, "approve"), 400, "invalid_request");
        assertRefusedOnPage(flow.browser.decide(page, "deny"), 400, "invalid_request");
    }

    @Test
    void forgetsAPageAfterTenMinutes() throws Exception {
        Flow flow = flow();
        Answer page = flow.authorize();
        broker.clock.advance(Duration.ofMinutes(10).plusMillis(1));
        assertRefusedOnPage(flow.browser.decide(page, "approve"), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flow", "token", "decision"})
    void needsEveryField(String name) throws Exception {
        Flow flow = flow();
        Map<String, String> form = form(flow.authorize(), "approve");
        form.remove(name);
        assertRefusedOnPage(flow.browser.decide(form), 400, "invalid_request");
        form.put(name, "\u0000<script>");
        assertRefusedOnPage(flow.browser.decide(form), 400, "invalid_request");
    }

    @Test
    void isNoPageToVisit() throws Exception {
        Answer answer = new Browser(broker).get("/consent");
        assertRefusedOnPage(answer, 405, "invalid_request");
        assertThat(answer.header("Allow")).isEqualTo("POST");
    }

    /** T12, T17, T18. */
    @Test
    void keepsThePageToItself() throws Exception {
        Flow flow = flow();
        Answer page = flow.authorize();
        for (Answer answer :
                new Answer[] {page, flow.browser.decide(page, "approve"), flow.browser.get("/authorize")}) {
            assertThat(answer.header("Content-Security-Policy"))
                    .matches("default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; frame-ancestors 'none';"
                            + " base-uri 'none'");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    @Test
    void setsTheFlowCookieOnApprovalOnly() throws Exception {
        Flow flow = flow();
        Answer page = flow.authorize();
        assertThat(page.headers("Set-Cookie"))
                .singleElement()
                .satisfies(cookie ->
                        assertThat(cookie).matches("mxcp-browser=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax"));
        Answer approved = flow.browser.decide(page, "approve");
        assertThat(approved.headers("Set-Cookie"))
                .singleElement()
                .satisfies(
                        cookie -> assertThat(cookie)
                                .matches(
                                        "mxcp-flow-[0-9a-f]{8}=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax; Max-Age=300"));
    }

    @Test
    void confinesItsCookiesToTheHostOverHttps() throws Exception {
        try (TestBroker https =
                TestBroker.start(any -> PublicAddress.Settings.at("https://mcp.example.com/data", true))) {
            Flow flow = Flow.of(https);
            Answer page = flow.authorize();
            assertThat(page.header("Set-Cookie"))
                    .startsWith("__Host-mxcp-browser=")
                    .endsWith("; Path=/; HttpOnly;" + " SameSite=Lax; Secure");
            assertThat(page.body()).contains("action=\"/data/consent\"");
            Answer approved = flow.browser.decide(page, "approve");
            assertThat(approved.header("Set-Cookie"))
                    .startsWith("__Host-mxcp-flow-")
                    .endsWith("; Secure");
            String callback = "/fake/callback" + https.gateway.signIn(approved.location());
            assertThat(Query.of(flow.browser.get(callback).location()).get("iss"))
                    .isEqualTo("https://mcp.example.com/data");
        }
    }

    /** Browsers leave the usual port out, whatever the operator wrote. */
    @ParameterizedTest
    @CsvSource({
        "https://api.example.com:443, https://api.example.com",
        "http://localhost:80, http://localhost",
        "HTTPS://API.example.com, https://api.example.com",
    })
    void takesItsFormWhereTheBaseUrlNamesTheUsualPort(String baseUrl, String origin) throws Exception {
        try (TestBroker broker = TestBroker.start(any -> PublicAddress.Settings.at(baseUrl, true))) {
            Flow flow = Flow.of(broker);
            Map<String, String> form = form(flow.authorize(), "approve");
            assertThat(flow.browser
                            .post("/consent", form, "Origin", origin, "Sec-Fetch-Site", "same-origin")
                            .status())
                    .isEqualTo(303);
        }
    }

    private static Map<String, String> form(Answer page, String decision) {
        return new LinkedHashMap<>(
                Map.of("flow", page.field("flow"), "token", page.field("token"), "decision", decision));
    }

    private static String[] flatten(Map<String, String> headers) {
        return headers.entrySet().stream()
                .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                .toArray(String[]::new);
    }
}
