package io.mxcp.http.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Acceptance M3 and Q12: what the protected resource answers to one who may not pass. */
class BearerTest extends BrokerTest {
    @Test
    void tellsAClientWithoutATokenWhereToGo() throws Exception {
        Answer answer = new Browser(broker).post("/mcp", "application/json", "{}");
        assertRefused(answer, 401, "invalid_token");
        assertThat(answer.body()).doesNotContain("jsonrpc");
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer resource_metadata=\"" + broker.url("/.well-known/oauth-protected-resource/mcp")
                        + "\", scope=\"mxcp:access\"");
    }

    @Test
    void tellsTheSameWithTheErrorForATokenThatIsNotGood() throws Exception {
        Flow flow = flow();
        String token = flow.tokens().json("access_token");
        broker.clock.advance(Duration.ofHours(1).plusMillis(1));
        for (String bad : new String[] {"garbage", "mxcp_at_garbage", token, token + "A"}) {
            Answer answer = flow.ask(bad);
            assertRefused(answer, 401, "invalid_token");
            assertThat(answer.header("WWW-Authenticate"))
                    .startsWith("Bearer error=\"invalid_token\", error_description=\"")
                    .contains("resource_metadata=\"", "scope=\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer", "BEARER", "Bearer "})
    void readsTheSchemeInAnyCase(String scheme) throws Exception {
        String token = flow().tokens().json("access_token");
        assertThat(Flow.ask(broker, scheme + " " + token).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer a b", "Bearer a,b", "Bearer \"a\"", "Bearer a=b", "", "Bearer\ta"})
    void refusesAMalformedHeader(String header) throws Exception {
        Answer answer = Flow.ask(broker, header);
        assertRefused(answer, 400, "invalid_request");
        assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_request\"");
    }

    @Test
    void refusesTwoTokens() throws Exception {
        String token = flow().tokens().json("access_token");
        Answer answer = new Browser(broker)
                .post(
                        "/mcp",
                        "application/json",
                        "{}",
                        "Authorization",
                        "Bearer " + token,
                        "Authorization",
                        "Bearer x");
        assertRefused(answer, 400, "invalid_request");
    }

    /** T10. */
    @Test
    void refusesATokenInTheQuery() throws Exception {
        String token = flow().tokens().json("access_token");
        Answer answer = new Browser(broker).post("/mcp?access_token=" + token, "application/json", "{}");
        assertRefused(answer, 400, "invalid_request");
        assertThat(answer.body()).doesNotContain(token);
    }

    @Test
    void takesAnotherSchemeForNoToken() throws Exception {
        assertRefused(Flow.ask(broker, "Basic YTpi"), 401, "invalid_token");
    }

    @Test
    void namesEveryScopeThatIsNeeded() throws Exception {
        try (TestBroker strict = TestBroker.requiring("mxcp:access reports")) {
            Flow flow = Flow.of(strict).with("scope", "reports");
            Answer answer = flow.ask(flow.tokens().json("access_token"));
            assertRefused(answer, 403, "insufficient_scope");
            assertThat(answer.header("WWW-Authenticate"))
                    .contains("error=\"insufficient_scope\"", "scope=\"mxcp:access reports\"");
            Flow both = Flow.of(strict);
            assertThat(both.ask(both.tokens().json("access_token")).body()).isEqualTo("ann");
        }
    }

    @Test
    void keepsTwoPeopleApart() throws Exception {
        Flow ann = flow();
        String annsToken = ann.tokens().json("access_token");
        broker.gateway.username = "bob";
        Flow bob = flow();
        String bobsToken = bob.tokens().json("access_token");
        assertThat(ann.ask(annsToken).body()).isEqualTo("ann");
        assertThat(ann.ask(bobsToken).body()).isEqualTo("bob");
    }

    @Test
    void refusesCredentialsInTheQueryOfEveryClientEndpoint() throws Exception {
        for (String path : new String[] {"/token", "/revoke"}) {
            for (String name :
                    new String[] {"token", "access_token", "refresh_token", "client_secret", "code", "co%64e"}) {
                Answer answer = new Browser(broker).post(path + "?" + name + "=x", Map.of("client_id", "x"));
                assertRefused(answer, 400, "invalid_request");
            }
        }
    }
}
