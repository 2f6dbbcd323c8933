package io.mxcp.http.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Acceptance R1 to R5, R8, R10, R11. */
class RegistrationTest extends BrokerTest {
    @Test
    void givesTheDocumentedAnswerToTheDocumentedRequest() throws Exception {
        Answer answer = register("""
                {"client_name": "My Application", "redirect_uris": ["https://myapp.com/callback"],
                 "grant_types": ["authorization_code"], "scope": "mxcp:access"}
                """);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json("client_id")).isNotEmpty();
        assertThat(answer.json("client_secret")).isNotEmpty();
        assertThat(answer.json().get("client_id_issued_at").getAsLong())
                .isEqualTo(broker.clock.instant().getEpochSecond());
        assertThat(answer.json().get("client_secret_expires_at").getAsLong()).isZero();
        assertThat(answer.json("token_endpoint_auth_method")).isEqualTo("client_secret_basic");
        assertThat(answer.json("client_name")).isEqualTo("My Application");
        assertThat(answer.json("redirect_uris")).isEqualTo("https://myapp.com/callback");
        assertThat(answer.json("grant_types")).isEqualTo("authorization_code");
        assertThat(answer.json("response_types")).isEqualTo("code");
        assertThat(answer.json("scope")).isEqualTo("mxcp:access");
    }

    @Test
    void givesAPublicClientNoSecret() throws Exception {
        Answer answer = Flow.register(broker, Flow.REDIRECT);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json("token_endpoint_auth_method")).isEqualTo("none");
        assertThat(answer.json().has("client_secret")).isFalse();
        assertThat(answer.json().has("client_secret_expires_at")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"client_name\": \"x\"}",
                "{\"redirect_uris\": []}",
                "{\"redirect_uris\": null}",
                "{\"redirect_uris\": [\"javascript:alert(1)\"]}",
                "{\"redirect_uris\": [\"JaVaScRiPt:alert(1)\"]}",
                "{\"redirect_uris\": [\"data:text/html,x\"]}",
                "{\"redirect_uris\": [\"http://evil.example/cb\"]}",
                "{\"redirect_uris\": [\"https://client.example/cb#x\"]}",
                "{\"redirect_uris\": [\"/relative\"]}",
                "{\"redirect_uris\": [\"https://user@client.example/\"]}",
                "{\"redirect_uris\": [\"https://client.example/\\r\\nSet-Cookie: a=b\"]}"
            })
    void refusesAddressesWhereNoAnswerMayGo(String body) throws Exception {
        assertRefused(register(body), 400, "invalid_redirect_uri");
        assertThat(broker.stores.writes).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"x\"",
                "{",
                "{}x",
                "{'redirect_uris': ['https://client.example/cb']}",
                "{\"redirect_uris\": \"https://client.example/cb\"}",
                "{\"redirect_uris\": [1]}",
                "{\"redirect_uris\": [null]}",
                "{\"redirect_uris\": [\"https://client.example/cb\"], \"redirect_uris\": [\"https://client.example/cb\"]}",
                "{\"redirect_uris\": [\"https://client.example/cb\"], \"client_name\": 7}",
                "{\"redirect_uris\": [\"https://client.example/cb\"], \"grant_types\": [\"password\"]}",
                "{\"redirect_uris\": [\"https://client.example/cb\"], \"token_endpoint_auth_method\": \"private_key_jwt\"}",
                "{\"redirect_uris\": [\"https://client.example/cb\"], \"jwks_uri\": \"http://169.254.169.254/\"}",
                "{\"redirect_uris\": [\"https://client.example/cb\"], \"logo_uri\": \"javascript:alert(1)\"}",
                "{\"redirect_uris\": [\"https://client.example/cb\"], \"scope\": \"a \\\" b\"}"
            })
    void refusesABodyThatCannotBeUsed(String body) throws Exception {
        assertRefused(register(body), 400, "invalid_client_metadata");
        assertThat(broker.stores.writes).hasValue(0);
    }

    @Test
    void refusesABodyTooLargeTooDeepOrOfAnotherType() throws Exception {
        String good = "{\"redirect_uris\": [\"https://client.example/cb\"]";
        assertRefused(register(good + ", \"x\": \"" + "a".repeat(70_000) + "\"}"), 400, "invalid_client_metadata");
        assertRefused(
                register(good + ", \"x\": " + "[".repeat(50) + "]".repeat(50) + "}"), 400, "invalid_client_metadata");
        Browser browser = new Browser(broker);
        assertRefused(browser.post("/register", "text/plain", good + "}"), 400, "invalid_client_metadata");
        assertRefused(
                browser.post("/register", "application/json;charset=utf-16", good + "}"),
                400,
                "invalid_client_metadata");
        assertThat(broker.stores.writes).hasValue(0);
    }

    /** T19. */
    @Test
    void keepsNoCharacterThatHidesOrTurnsAName() throws Exception {
        Answer answer = register(
                "{\"redirect_uris\": [\"https://client.example/cb\"], \"client_name\": \"\\u202Egood\\u200B name\"}");
        assertThat(answer.status()).isIn(201, 400);
        assertThat(answer.body()).doesNotContain("\u202E", "\u200B");
    }

    @Test
    void ignoresWhatItDoesNotUse() throws Exception {
        Answer answer = register("{\"redirect_uris\": [\"https://client.example/cb\"], \"client_name\": null,"
                + " \"application_type\": \"native\", \"contacts\": [\"a@example.org\"], \"x\": {\"y\": [1, 2.5]}}");
        assertThat(answer.status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer \"", "Bearer a b", "???", "Basic\u0001x"})
    void answersAMalformedAuthorizationHeaderWithA4xx(String header) throws Exception {
        String answer = Raw.send(
                broker,
                "POST /register HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 2\r\nAuthorization: " + header + "\r\n\r\n{}");
        assertThat(answer).startsWith("HTTP/1.1 4");
        assertThat(broker.stores.writes).hasValue(0);
    }

    @Test
    void echoesOnlyScopesThatAreOnOfferAndKeepsThemFromTheProvider() throws Exception {
        Answer answer =
                register("{\"redirect_uris\": [\"https://client.example/cb\"], \"scope\": \"reports repo admin\","
                        + " \"token_endpoint_auth_method\": \"none\"}");
        assertThat(answer.json("scope")).isEqualTo("reports");
        String location = Flow.of(broker, new Browser(broker), answer.json("client_id"))
                .approve()
                .location();
        assertThat(Query.of(location).get("scope")).isEqualTo("user:email");
    }

    @Test
    void slowsDownOneAddressAndLetsSignInsGoOn() throws Exception {
        Flow before = flow();
        Answer last = Flow.register(broker, Flow.REDIRECT);
        for (int i = 0; i < 70 && last.status() == 201; i++) {
            last = Flow.register(broker, Flow.REDIRECT);
        }
        assertRefused(last, 429, "too_many_requests");
        assertThat(Integer.parseInt(last.header("Retry-After"))).isPositive();
        assertThat(before.tokens().status()).isEqualTo(200);
        broker.clock.advance(Duration.ofSeconds(2));
        assertThat(Flow.register(broker, Flow.REDIRECT).status()).isEqualTo(201);
    }

    @Test
    void letsWebPagesRegister() throws Exception {
        Answer preflight = new Browser(broker).method("OPTIONS", "/register");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(preflight.header("Access-Control-Allow-Methods")).isEqualTo("POST, OPTIONS");
    }

    @Test
    void knowsConfiguredClientsAtOnceByEitherWayOfShowingTheirSecret() throws Exception {
        for (String how : new String[] {"body", "header", "public"}) {
            Flow flow = Flow.of(
                            broker,
                            new Browser(broker),
                            how.equals("public") ? TestBroker.CONFIGURED_PUBLIC.value() : TestBroker.CONFIGURED.value())
                    .with("redirect_uri", TestBroker.DEFAULT_REDIRECT);
            Map<String, String> form = flow.redemption(flow.code());
            form.put("redirect_uri", TestBroker.DEFAULT_REDIRECT);
            Answer answer;
            if (how.equals("header")) {
                form.remove("client_id");
                answer = new Browser(broker)
                        .post("/token", form, "Authorization", Basic.of(flow.clientId, TestBroker.CONFIGURED_SECRET));
            } else {
                if (how.equals("body")) {
                    form.put("client_secret", TestBroker.CONFIGURED_SECRET);
                }
                answer = flow.token(form);
            }
            assertThat(answer.status()).as(how + answer.body()).isEqualTo(200);
        }
    }

    private Answer register(String body) throws Exception {
        return new Browser(broker).post("/register", "application/json", body);
    }
}
