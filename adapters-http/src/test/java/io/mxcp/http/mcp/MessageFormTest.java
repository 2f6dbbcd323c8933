package io.mxcp.http.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused for its form, whatever it says. */
class MessageFormTest {
    private static final String PING = Rpc.request("1", "ping", "{}");
    private static final McpHost HOST = McpHost.open();

    @AfterAll
    static void close() {
        HOST.close();
    }

    private static HttpRequest.Builder bare(String contentType, String accept) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(HOST.uri()).POST(HttpRequest.BodyPublishers.ofString(PING));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        if (!accept.isEmpty()) {
            request.header("Accept", accept);
        }
        return request;
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 200",
        "application/json; charset=utf-8, 200",
        "Application/JSON;charset=\"UTF-8\", 200",
        "application/json; charset=iso-8859-1, 415",
        "text/plain, 415",
        "application/x-www-form-urlencoded, 415",
        "application/jsonp, 415",
        "'', 415"
    })
    void takesJsonOnly(String contentType, int status) {
        assertThat(HOST.send(bare(contentType, "application/json, text/event-stream"))
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "'application/json, text/event-stream', 200",
        "application/json, 200",
        "*/*, 200",
        "'', 200",
        "application/*;q=0.5, 200",
        "text/event-stream, 406",
        "text/html, 406",
        "'application/json;q=0, text/event-stream', 406",
        "'application/json;q=0.0', 406"
    })
    void refusesThoseWhoTakeNoJson(String accept, int status) {
        assertThat(HOST.send(bare("application/json", accept)).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                "5",
                "\"x\"",
                "null",
                "{}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1,\"message\":\"\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":123456789012345678901234567890,\"method\":\"ping\"}"
            })
    void refusesWhatIsNoMessage(String body) {
        Reply reply = HOST.send(HOST.post(body));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(-32600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{'jsonrpc':'2.0'}", "{\"jsonrpc\":\"2.0\"} trailing", "\u0000", "{\"a\":NaN}"})
    void refusesWhatIsNoJson(String body) {
        Reply reply = HOST.send(HOST.post(body));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(-32700);
        assertThat(reply.json().has("id")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-5", "9007199254740993", "\"abc\"", "\"\u00e9 \\\" x\"", "\"\"", "1.5"})
    void givesTheIdBackAsItCame(String id) {
        assertThat(HOST.send(HOST.post(Rpc.request(id, "ping", "{}"))).http().body())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}");
    }

    /** Infinite to most programs; it would go back as what is no JSON, or another id, to them. */
    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "1E309"})
    void refusesAnIdThatMostProgramsCannotHoldAndDoesNotSendItBack(String id) {
        Reply reply = HOST.send(HOST.post(Rpc.request(id, "ping", "{}")));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(-32600);
        assertThat(reply.json().has("id")).isFalse();
    }

    @Test
    void refusesBombsAtOnce() {
        String deep = Rpc.request("1", "ping", "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
        String wide = Rpc.request("1", "ping", "{\"a\":[" + "0,".repeat(400_000) + "0]}");

        assertThat(HOST.send(HOST.post(deep)).status()).isEqualTo(400);
        assertThat(HOST.send(HOST.post(wide)).status()).isEqualTo(400);
    }

    @Test
    void takesAMegabyteAndNoByteMore() {
        String most = PING + " ".repeat(1024 * 1024 - PING.length());

        assertThat(HOST.send(HOST.post(most)).status()).isEqualTo(200);
        assertThat(HOST.send(HOST.post(most + " ")).status()).isEqualTo(413);
    }

    /**
     * A server that closes a connection with bytes unread resets it, and the client may lose the answer with that. Here nothing is
     * unread: the same connection takes another message.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsWhatIsTooLargeToItsEndSoThatTheAnswerArrives(boolean declared) throws IOException {
        String tooMuch = PING + " ".repeat(1024 * 1024);
        String size = Integer.toHexString(tooMuch.length());
        String replies = exchange(
                declared
                        ? framed("Content-Length: " + tooMuch.length(), tooMuch)
                        : framed("Transfer-Encoding: chunked", size + "\r\n" + tooMuch + "\r\n0\r\n\r\n"),
                framed("Connection: close\r\nContent-Length: " + PING.length(), PING));

        assertThat(replies).startsWith("HTTP/1.1 413").contains("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 3000000", "Content-Length: 1500000\r\nExpect: 100-continue"})
    void doesNotWaitForWhatIsFarTooLargeOrNotYetSent(String declared) throws IOException {
        assertThat(exchange(framed("Connection: close\r\n" + declared, ""))).startsWith("HTTP/1.1 413");
    }

    private static String framed(String fields, String body) {
        return "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + fields + "\r\n\r\n"
                + body;
    }

    /** What comes back on one connection for these requests. */
    private static String exchange(String... requests) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), HOST.port())) {
            for (String request : requests) {
                socket.getOutputStream().write(request.getBytes(UTF_8));
            }
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void countsBytesWhereNoLengthIsDeclared() {
        byte[] tooMuch = (PING + " ".repeat(1024 * 1024)).getBytes(UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(HOST.uri())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(tooMuch)));

        assertThat(HOST.send(request).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PUT", "PATCH", "HEAD"})
    void hasNoMethodButPost(String method) {
        Reply reply = HOST.send(HttpRequest.newBuilder(HOST.uri())
                .header("Accept", "text/event-stream")
                .header("Mcp-Session-Id", "somebody's")
                .method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).contains("POST, OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8000, 200",
        "http://localhost:6274, 200",
        "http://127.0.0.1:1234, 200",
        "https://evil.example, 403",
        "http://localhost.evil.example, 403",
        "null, 403"
    })
    void answersScriptsOfAdmittedOriginsOnly(String origin, int status) {
        Reply reply = HOST.send(HOST.post(PING).header("Origin", origin));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Access-Control-Allow-Origin").isPresent()).isEqualTo(status == 200);
    }

    @Test
    void answersAPreflight() {
        Reply reply = HOST.send(HttpRequest.newBuilder(HOST.uri())
                .header("Origin", "http://localhost:6274")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.header("Access-Control-Allow-Origin")).contains("http://localhost:6274");
        assertThat(reply.header("Access-Control-Allow-Headers").orElse("")).contains("Authorization", "Mcp-Method");
        assertThat(reply.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"localhost, 200", "127.0.0.1:9, 200", "evil.example, 403", "evil.example:8000, 403"})
    void answersToNamesOfItsOwnOnly(String name, int status) throws IOException {
        String request = "POST /mcp HTTP/1.1\r\nHost: " + name + "\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nContent-Length: " + PING.length() + "\r\n\r\n" + PING;

        assertThat(exchange(request)).startsWith("HTTP/1.1 " + status);
    }
}
