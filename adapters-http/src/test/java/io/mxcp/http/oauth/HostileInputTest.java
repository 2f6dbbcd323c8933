package io.mxcp.http.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input at every endpoint: the right refusal, never a fault of ours, nothing stored (security.md §4). */
class HostileInputTest extends BrokerTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    static Stream<Arguments> forms() {
        return Stream.of("/token", "/revoke", "/consent", "/authorize")
                .flatMap(path -> Stream.of(
                                "a=%",
                                "a=%4",
                                "a=%zz",
                                "a=%ff",
                                "a=%c0%80",
                                "grant_type=a&grant_type=a",
                                "token=a&token=b&client_id=x",
                                "ü=1",
                                "a=b\u0000",
                                "a=" + "x".repeat(65_536),
                                "a=1&".repeat(101),
                                "",
                                "&&&",
                                "=")
                        .map(body -> Arguments.of(path, body)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void refusesAFormThatIsNotOne(String path, String body) throws Exception {
        Answer answer = new Browser(broker).post(path, FORM, body, "Sec-Fetch-Site", "same-origin");
        assertThat(answer.status()).as(answer.body()).isIn(400, 401);
        assertHarmless(answer);
        if (path.equals("/token") || path.equals("/revoke")) {
            assertThat(answer.json("error")).isIn("invalid_request", "invalid_client");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token", "/revoke", "/consent", "/authorize"})
    void refusesAnotherMediaType(String path) throws Exception {
        for (String type : new String[] {
            "application/json", "text/plain", "multipart/form-data; boundary=x", FORM + ";charset=latin1"
        }) {
            Answer answer =
                    new Browser(broker).post(path, type, "client_id=x&token=y", "Sec-Fetch-Site", "same-origin");
            assertThat(answer.status()).isEqualTo(400);
            assertHarmless(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token", "/revoke", "/register"})
    void takesPostsOfClientsOnly(String path) throws Exception {
        for (String method : new String[] {"GET", "HEAD", "PUT", "PATCH", "DELETE"}) {
            Answer answer = new Browser(broker).method(method, path);
            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo("POST, OPTIONS");
            assertHarmless(answer);
        }
        Answer preflight = new Browser(broker).method("OPTIONS", path);
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/authorize", "/consent", "/fake/callback"})
    void keepsScriptsAwayFromPages(String path) throws Exception {
        Answer answer = new Browser(broker).method("OPTIONS", path);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(new Browser(broker).method("HEAD", path).status()).isEqualTo(405);
        assertHarmless(answer);
    }

    @Test
    void refusesMethodsThatNothingHas() throws Exception {
        for (String method : new String[] {"TRACE", "CONNECT", "FOO"}) {
            String answer =
                    Raw.send(broker, method + " /token HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(method).startsWith("HTTP/1.1 4").doesNotContain("200 OK");
        }
    }

    @Test
    void refusesRequestsThatAreTooLarge() throws Exception {
        assertThat(get("/authorize?" + "a".repeat(8_000) + "&" + "b".repeat(400)))
                .startsWith("HTTP/1.1 414");
        String[] many = Stream.concat(
                        Stream.of("Host: localhost"),
                        Stream.iterate("X: y", same -> same).limit(70))
                .toArray(String[]::new);
        assertThat(Raw.send(broker, Raw.get("/authorize", many))).startsWith("HTTP/1.1 431");
        assertThat(get("/authorize", "X-Long: " + "x".repeat(4_200))).startsWith("HTTP/1.1 431");
        assertThat(get("/authorize", "Cookie: other=" + "x".repeat(4_200))).startsWith("HTTP/1.1 400");
    }

    @Test
    void refusesCompressedBodies() throws Exception {
        for (String path : new String[] {"/token", "/register"}) {
            Answer answer = new Browser(broker).post(path, FORM, "client_id=x", "Content-Encoding", "gzip");
            assertThat(answer.status()).isEqualTo(415);
            assertHarmless(answer);
        }
    }

    @Test
    void answersABodyThatEndsTooEarlyOrIsBadlyChunkedWithA4xx() throws Exception {
        String start = "POST /token HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + FORM + "\r\n";
        assertThat(Raw.send(broker, start + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(Raw.send(broker, start + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        String large = "10000\r\n" + "a".repeat(0x10000) + "\r\n";
        assertThat(Raw.send(broker, start + "Transfer-Encoding: chunked\r\n\r\n" + large + "5\r\naaaaa\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void readsOddCookiesAsNone() throws Exception {
        Flow flow = flow();
        Answer page = flow.authorize();
        String good = flow.browser.cookies.get("mxcp-browser");
        for (String cookie : new String[] {
            "",
            "x",
            "\"" + good + "\"",
            good + "x",
            "<script>",
            "%00",
            "\u0001",
            good + "; mxcp-browser=" + "b".repeat(43)
        }) {
            String body = Query.encode(
                    Map.of("flow", page.field("flow"), "token", page.field("token"), "decision", "approve"));
            String answer = Raw.send(
                    broker,
                    "POST /consent HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n"
                            + "Content-Type: " + FORM + "\r\nContent-Length: " + body.length()
                            + "\r\nCookie: mxcp-browser="
                            + cookie + "\r\n\r\n" + body);
            assertThat(answer).as(cookie).startsWith("HTTP/1.1 400").doesNotContain("Location:");
        }
    }

    @Test
    void answersAStoreThatCannotWorkWithComeAgain() throws Exception {
        Flow flow = flow();
        Answer page = flow.authorize();
        String code = flow.code();
        broker.stores.unavailable = true;
        for (Answer answer : Arrays.asList(flow.redeem(code), flow.revoke("x"), Flow.register(broker, Flow.REDIRECT))) {
            assertRefused(answer, 503, "temporarily_unavailable");
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
            assertThat(answer.body()).doesNotContain("disk full");
        }
        for (Answer answer : Arrays.asList(flow.authorize(), flow.browser.decide(page, "approve"))) {
            assertRefusedOnPage(answer, 503, "temporarily_unavailable");
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
            assertThat(answer.body()).doesNotContain("disk full");
        }
        broker.stores.unavailable = false;
        assertThat(flow.redeem(code).status()).isEqualTo(200);
        assertThat(flow.browser.decide(page, "approve").status()).isEqualTo(303);
    }

    @Test
    void showsNothingOfAnUnexpectedFailureButItsNumber() throws Exception {
        Flow flow = flow();
        broker.stores.broken = true;
        Answer token = flow.redeem("x");
        assertRefused(token, 500, "server_error");
        Answer page = flow.authorize();
        assertRefusedOnPage(page, 500, "server_error");
        for (Answer answer : Arrays.asList(token, page)) {
            assertThat(answer.header("X-Request-Id")).matches("[0-9a-f]{16}");
            assertThat(answer.body())
                    .contains(answer.header("X-Request-Id"))
                    .doesNotContain("internal detail", "io.mxcp", "Exception");
        }
    }

    private String get(String path, String... headers) throws Exception {
        String[] all =
                Stream.concat(Stream.of("Host: localhost"), Stream.of(headers)).toArray(String[]::new);
        return Raw.send(broker, Raw.get(path, all));
    }

    private void assertHarmless(Answer answer) {
        assertThat(answer.header("Cache-Control"))
                .satisfiesAnyOf(
                        value -> assertThat(value).isEqualTo("no-store"),
                        value -> assertThat(answer.status()).isEqualTo(415));
        assertThat(answer.location()).isEmpty();
        assertThat(answer.headers("Set-Cookie")).isEmpty();
        assertThat(broker.stores.writes).hasValue(0);
    }
}
