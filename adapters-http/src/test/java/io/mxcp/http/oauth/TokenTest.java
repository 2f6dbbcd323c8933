package io.mxcp.http.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.provider.Expiry;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Acceptance K1 to K11. */
class TokenTest extends BrokerTest {
    @Test
    void givesOpaqueTokensForACode() throws Exception {
        broker.gateway.expiry = new Expiry.At(broker.clock.instant().plusSeconds(3600));
        Flow flow = flow();
        Answer answer = flow.tokens();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json("access_token")).startsWith("mxcp_at_");
        assertThat(answer.json("refresh_token")).startsWith("mxcp_rt_");
        assertThat(answer.json("token_type")).isEqualTo("Bearer");
        assertThat(answer.json("scope")).isEqualTo("mxcp:access reports");
        assertThat(answer.json().get("expires_in").getAsInt()).isBetween(3500, 3600);
        assertThat(flow.ask(answer.json("access_token")).body()).isEqualTo("ann");
    }

    @Test
    void givesNoLongerTokenThanAProviderTokenThatCannotBeRefreshed() throws Exception {
        broker.gateway.expiry = new Expiry.At(broker.clock.instant().plusSeconds(600));
        assertThat(flow().tokens().json().get("expires_in").getAsInt()).isEqualTo(3600);
        broker.gateway.givesRefreshTokens = false;
        assertThat(flow().tokens().json().get("expires_in").getAsInt()).isEqualTo(600);
    }

    @Test
    void givesOurOwnLifetimeWhereTheProviderSaysNone() throws Exception {
        assertThat(flow().tokens().json().get("expires_in").getAsInt()).isEqualTo(3600);
    }

    /** T1. */
    @Test
    void endsTheTokensOfACodeThatComesAgain() throws Exception {
        Flow flow = flow();
        String code = flow.code();
        Answer first = flow.redeem(code);
        assertRefused(flow.redeem(code), 400, "invalid_grant");
        assertThat(flow.ask(first.json("access_token")).status()).isEqualTo(401);
        assertRefused(flow.refresh(first.json("refresh_token")), 400, "invalid_grant");
    }

    @Test
    void spendsTheCodeOnAWrongVerifier() throws Exception {
        Flow flow = flow();
        Map<String, String> form = flow.redemption(flow.code());
        String right = form.put("code_verifier", Secrets.any().reveal());
        assertRefused(flow.token(form), 400, "invalid_grant");
        form.put("code_verifier", right);
        assertRefused(flow.token(form), 400, "invalid_grant");
    }

    /** CVE-2025-4144, and CVE-2024-22258 for a client with a secret. */
    @Test
    void keepsTheCodeGoodWhereTheVerifierIsMissing() throws Exception {
        for (Flow flow : new Flow[] {flow(), Flow.confidential(broker)}) {
            Map<String, String> form = flow.redemption(flow.code());
            String verifier = form.remove("code_verifier");
            assertRefused(flow.token(form), 400, "invalid_request");
            form.put("code_verifier", verifier);
            assertThat(flow.token(form).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://client.example/other", "http://evil.example/", "not a URI", "javascript:x"})
    void refusesAnotherRedirectUri(String uri) throws Exception {
        Flow flow = flow();
        Map<String, String> form = flow.redemption(flow.code());
        form.put("redirect_uri", uri);
        assertRefused(flow.token(form), 400, "invalid_grant");
        form.remove("redirect_uri");
        assertThat(flow.token(form).status()).isEqualTo(200);
    }

    @Test
    void leavesACodeOfAnotherClientAsItIs() throws Exception {
        Flow mine = flow();
        String code = mine.code();
        Map<String, String> form = mine.redemption(code);
        form.put("client_id", flow().clientId);
        assertRefused(mine.token(form), 400, "invalid_grant");
        assertThat(mine.redeem(code).status()).isEqualTo(200);
    }

    @Test
    void refusesAnotherResourceWithoutSpendingTheCode() throws Exception {
        Flow flow = flow();
        String code = flow.code();
        Map<String, String> form = flow.redemption(code);
        form.put("resource", "https://other.example/mcp");
        assertRefused(flow.token(form), 400, "invalid_target");
        form.put("resource", broker.url("/mcp"));
        assertThat(flow.token(form).status()).isEqualTo(200);
    }

    @Test
    void asksAClientThatHasASecretForIt() throws Exception {
        Flow flow = Flow.confidential(broker);
        String code = flow.code();
        Map<String, String> form = flow.redemption(code);
        form.put("client_secret", "wrong");
        assertRefused(flow.token(form), 401, "invalid_client");
        form.remove("client_secret");
        Answer without = flow.token(form);
        assertRefused(without, 401, "invalid_client");
        assertThat(without.header("WWW-Authenticate")).isEmpty();
        Answer wrong = new Browser(broker).post("/token", form, "Authorization", Basic.of(flow.clientId, "wrong"));
        assertRefused(wrong, 401, "invalid_client");
        assertThat(wrong.header("WWW-Authenticate")).startsWith("Basic ");
        assertThat(flow.redeem(code).status()).isEqualTo(200);
    }

    @Test
    void takesTheHeaderAlone() throws Exception {
        Flow flow = Flow.confidential(broker);
        Map<String, String> form = flow.redemption(flow.code());
        form.remove("client_id");
        form.remove("client_secret");
        assertThat(new Browser(broker)
                        .post("/token", form, "Authorization", Basic.of(flow.clientId, flow.clientSecret))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void forgetsACodeAfterFiveMinutes() throws Exception {
        Flow flow = flow();
        String code = flow.code();
        broker.clock.advance(Duration.ofMinutes(5).plusMillis(1));
        assertRefused(flow.redeem(code), 400, "invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({
        "password,unsupported_grant_type",
        "client_credentials,unsupported_grant_type",
        "implicit,unsupported_grant_type",
        ",invalid_request"
    })
    void knowsTwoGrantTypes(String type, String error) throws Exception {
        Flow flow = flow();
        Map<String, String> form = flow.redemption("x");
        form.put("grant_type", type == null ? "" : type);
        assertRefused(flow.token(form), 400, error);
    }

    /** T9, T45. */
    @Test
    void refusesRepeatedAndTooManyParametersWithoutSpendingTheCode() throws Exception {
        Flow flow = flow();
        String form = Query.encode(flow.redemption(flow.code()));
        String type = "application/x-www-form-urlencoded";
        String many = IntStream.range(0, 100).mapToObj(i -> "&x" + i + "=").collect(Collectors.joining());
        for (String more : new String[] {"&code=x", "&code_verifier=x", "&client_id=x", "&unknown=1&unknown=1", many}) {
            assertRefused(new Browser(broker).post("/token", type, form + more), 400, "invalid_request");
        }
        assertThat(new Browser(broker).post("/token", type, form).status()).isEqualTo(200);
    }

    @Test
    void takesCredentialsInOneWayOnly() throws Exception {
        Flow flow = Flow.confidential(broker);
        Map<String, String> form = flow.redemption("x");
        String header = Basic.of(flow.clientId, flow.clientSecret);
        assertRefused(new Browser(broker).post("/token", form, "Authorization", header), 400, "invalid_request");
        form.remove("client_secret");
        form.put("client_id", "another");
        assertRefused(new Browser(broker).post("/token", form, "Authorization", header), 400, "invalid_request");
    }

    /** GHSA-7qjx-gp9h-65qj: the same checks at every endpoint that takes a client. */
    @ParameterizedTest
    @CsvSource({
        "/token,Basic !!!,400,invalid_request",
        "/revoke,Basic !!!,400,invalid_request",
        "/token,Basic,400,invalid_request",
        "/revoke,Basic,400,invalid_request",
        "/token,Basic YWJj,400,invalid_request",
        "/revoke,Basic YWJj,400,invalid_request",
        "/token,Basic JXp6OnM=,400,invalid_request",
        "/revoke,Basic JXp6OnM=,400,invalid_request",
        "/token,Basic Om5vbmFtZQ==,401,invalid_client",
        "/revoke,Basic Om5vbmFtZQ==,401,invalid_client",
        "/token,Bearer abc,401,invalid_client",
        "/revoke,Bearer abc,401,invalid_client",
        "/token,,401,invalid_client",
        "/revoke,,401,invalid_client"
    })
    void answersMalformedClientCredentialsWithA4xx(String path, String header, int status, String error)
            throws Exception {
        Map<String, String> form = Map.of("grant_type", "refresh_token", "refresh_token", "x", "token", "x");
        Answer answer = header == null
                ? new Browser(broker).post(path, form)
                : new Browser(broker).post(path, form, "Authorization", header);
        assertRefused(answer, status, error);
        assertThat(answer.header("WWW-Authenticate").isEmpty()).isEqualTo(status == 400 || header == null);
    }
}
