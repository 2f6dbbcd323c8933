package io.mxcp.http.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.provider.ProviderException.Failure;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Acceptance A1 to A12. */
class AuthorizationRequestTest extends BrokerTest {
    @Test
    void sendsThePersonToTheProviderWithNothingOfTheClients() throws Exception {
        Flow flow = flow();
        Answer answer = flow.approve();
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location()).startsWith(FakeGateway.AUTHORIZE + "?");
        Query query = Query.of(answer.location());
        assertThat(query.get("client_id")).isEqualTo("mxcp-at-fake");
        assertThat(query.get("scope")).isEqualTo("user:email");
        assertThat(query.get("redirect_uri")).isEqualTo(broker.url("/fake/callback"));
        assertThat(query.get("state")).hasSize(43).isNotEqualTo(Flow.STATE);
        assertThat(query.get("code_challenge")).hasSize(43).isNotEqualTo(flow.request.get("code_challenge"));
        assertThat(query.get("code_challenge_method")).isEqualTo("S256");
    }

    @Test
    void asksAPersonWhoDeniesNothingMore() throws Exception {
        Flow flow = flow();
        assertErrorRedirect(flow.browser.decide(flow.authorize(), "deny"), "access_denied");
        assertThat(broker.gateway.callsThatLeave()).isZero();
    }

    @Test
    void namesClientAddressScopesAndServerOnThePage() throws Exception {
        Answer page = flow().authorize();
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("A client", "unverified", "<code>client.example</code>", "<code>mxcp:access</code>")
                .contains("127.0.0.1:" + broker.port(), "<code>user:email</code>")
                .doesNotContain("Be careful");
        assertThat(broker.gateway.callsThatLeave()).isZero();
    }

    @Test
    void keepsTheClientsScopesFromTheProvider() throws Exception {
        Answer answer = flow().with("scope", "mxcp:access repo evil").approve();
        assertThat(Query.of(answer.location()).get("scope")).isEqualTo("user:email");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/cb",
                "https://client.example/cb/",
                "https://client.example/cb?x=1",
                "https://client.example:443/cb",
                "HTTPS://client.example/cb",
                "https://client.example/./cb",
                "https://client.example@evil.example/cb",
                "https://client.example\\@evil.example/cb",
                "javascript:alert(1)",
                "http://client.example/cb",
                "https://client.example/cb\r\nX: y"
            })
    void neverRedirectsToAnAddressThatIsNotRegistered(String uri) throws Exception {
        Flow flow = flow();
        int before = broker.stores.writes.get();
        assertRefusedOnPage(flow.with("redirect_uri", uri).authorize(), 400, "invalid_request");
        assertThat(broker.stores.writes).hasValue(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "<script>", "ü"})
    void neverRedirectsForAClientThatIsNotKnown(String id) throws Exception {
        assertRefusedOnPage(flow().with("client_id", id).authorize(), 400, "invalid_client");
        assertRefusedOnPage(flow().without("client_id").authorize(), 400, "invalid_request");
    }

    @Test
    void takesTheOnlyRegisteredAddressWhereNoneIsNamed() throws Exception {
        assertThat(flow().without("redirect_uri").signIn().location()).startsWith(Flow.REDIRECT + "?code=");
        Answer registered = new Browser(broker)
                .post(
                        "/register",
                        "application/json",
                        "{\"redirect_uris\": [\"https://client.example/cb\", \"https://client.example/2\"]}");
        Flow ambiguous = Flow.of(broker, new Browser(broker), registered.json("client_id"));
        assertRefusedOnPage(ambiguous.without("redirect_uri").authorize(), 400, "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({
        "code_challenge,,invalid_request",
        "code_challenge,short,invalid_request",
        "code_challenge_method,plain,invalid_request",
        "code_challenge_method,,invalid_request",
        "response_type,token,unsupported_response_type",
        "response_type,,invalid_request",
        "response_mode,fragment,invalid_request",
        "request_uri,https://client.example/object,invalid_request",
        "scope,'a \" b',invalid_scope",
        "resource,https://other.example/mcp,invalid_target",
        "resource,not a URI,invalid_target"
    })
    void tellsTheClientOfARequestThatCannotBeGranted(String name, String value, String error) throws Exception {
        Flow flow = flow();
        int before = broker.stores.writes.get();
        assertErrorRedirect(flow.with(name, value == null ? "" : value).authorize(), error);
        assertThat(broker.stores.writes).hasValue(before);
    }

    @Test
    void acceptsItsOwnResourceHoweverItIsSpelled() throws Exception {
        for (String resource : new String[] {broker.url("/mcp"), broker.url("/mcp/"), broker.url("")}) {
            assertThat(flow().with("resource", resource).authorize().status()).isEqualTo(200);
        }
    }

    @Test
    void leavesThePortOfALoopbackAddressFree() throws Exception {
        Answer registered = Flow.register(broker, "http://127.0.0.1/callback?x=1");
        Flow flow = Flow.of(broker, new Browser(broker), registered.json("client_id"))
                .with("redirect_uri", "http://127.0.0.1:51004/callback?x=1");
        assertThat(flow.authorize().body()).contains("Be careful");
        assertThat(flow.signIn().location()).startsWith("http://127.0.0.1:51004/callback?x=1&code=");
        assertRefusedOnPage(
                flow.with("redirect_uri", "http://localhost:51004/callback?x=1").authorize(), 400, "invalid_request");
    }

    @Test
    void acceptsTheDefaultAddressOfAConfiguredClientAtAnyPort() throws Exception {
        Flow flow = Flow.of(broker, new Browser(broker), TestBroker.CONFIGURED_PUBLIC.value());
        assertThat(flow.with("redirect_uri", "http://127.0.0.1:5/oauth/callback")
                        .authorize()
                        .status())
                .isEqualTo(200);
        assertRefusedOnPage(
                flow.with("redirect_uri", "http://127.0.0.1:5/other").authorize(), 400, "invalid_request");
    }

    @Test
    void takesAFormLikeAQuery() throws Exception {
        Flow flow = flow();
        Answer page = flow.browser.post("/authorize", flow.request);
        assertThat(page.status()).isEqualTo(200);
        assertThat(flow.browser.decide(page, "approve").location()).startsWith(FakeGateway.AUTHORIZE);
    }

    @Test
    void refusesAParameterThatStandsTwiceInQueryFormOrBoth() throws Exception {
        Flow flow = flow();
        String query = Query.encode(flow.request);
        assertErrorRedirect(flow.browser.get("/authorize?" + query + "&scope=a&scope=b"), "invalid_request");
        assertErrorRedirect(flow.browser.post("/authorize?scope=a", withScope(flow)), "invalid_request");
        assertRefusedOnPage(
                flow.browser.get("/authorize?" + query + "&redirect_uri=https://evil.example"), 400, "invalid_request");
        assertRefusedOnPage(
                flow.browser.post("/authorize?redirect_uri=https://evil.example", flow.request),
                400,
                "invalid_request");
        assertRefusedOnPage(flow.browser.get("/authorize?" + query + "&client_id=x"), 400, "invalid_request");
    }

    private static Map<String, String> withScope(Flow flow) {
        return flow.with("scope", "mxcp:access").request;
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "a=%ff", "a=%c0%af", "a=%ed%a0%80"})
    void refusesAMalformedQueryOnAPage(String query) throws Exception {
        String answer =
                Raw.send(broker, Raw.get("/authorize?client_id=x&" + query, "Host: 127.0.0.1:" + broker.port()));
        assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("Location:");
    }

    @Test
    void worksWithAProviderWithoutPkce() throws Exception {
        broker.gateway.withoutPkce = true;
        assertThat(Query.of(flow().approve().location()).has("code_challenge")).isFalse();
        assertThat(flow().tokens().status()).isEqualTo(200);
    }

    @Test
    void tellsTheClientWhenTheProviderCannotBeReached() throws Exception {
        Flow flow = flow();
        broker.gateway.failure = Optional.of(Failure.UNREACHABLE);
        Answer answer = flow.approve();
        assertErrorRedirect(answer, "temporarily_unavailable");
        assertThat(answer.location()).doesNotContain("test");
    }
}
