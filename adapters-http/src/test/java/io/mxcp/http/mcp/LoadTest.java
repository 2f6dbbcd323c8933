package io.mxcp.http.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.query.QueryResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that go, calls that take long, and too many of them. */
@Timeout(30)
class LoadTest {
    private static final String SLEEP = Rpc.request("1", "tools/call", "{\"name\":\"sleep\"}");
    private static final String QUICK = Rpc.request("2", "tools/call", "{\"name\":\"quick\"}");
    private McpHost host = open(2, 3);

    private static McpHost open(int concurrent, int waiting) {
        McpHost host = new McpHost(
                Optional.empty(),
                List.of(
                        TestTools.of("sleep", Optional.empty()),
                        TestTools.of("nap", Optional.empty()),
                        TestTools.of("quick", Optional.empty())),
                McpHost.fastPulse(concurrent, waiting));
        host.engine.give("quick", new QueryResult(List.of("n"), List.of(List.of(1L))));
        return host;
    }

    @AfterEach
    void close() {
        host.close();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1_000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private Socket call(String body) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), host.port());
        String request = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(request.getBytes(UTF_8));
        return socket;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stopsTheQueryOfAClientThatHasGone(boolean reset) throws Exception {
        Socket socket = call(SLEEP);
        await(() -> host.engine.running.get() == 1);
        Instant dropped = Instant.now();
        if (reset) {
            socket.setSoLinger(true, 0);
        }
        socket.close();

        await(() -> host.engine.cancelled.get() == 1);
        assertThat(Duration.between(dropped, Instant.now())).isLessThan(Duration.ofSeconds(2));
        await(() -> host.audited.size() == 1);
        assertThat(host.audited.element())
                .isInstanceOfSatisfying(
                        AuditEvent.ToolCalled.class,
                        called -> assertThat(called.outcome()).isEqualTo(AuditEvent.Outcome.CANCELLED));
        assertThat(host.engine.open).hasValue(0);
    }

    @Test
    void keepsAClientWaitingWithLineBreaksThatJsonAllows() throws Exception {
        CompletableFuture<HttpResponse<String>> slow = send(Rpc.request("1", "tools/call", "{\"name\":\"nap\"}"));
        await(() -> host.engine.running.get() == 1);
        Thread.sleep(300);
        assertThat(slow).isNotDone();
        host.engine.wake();

        Reply reply = new Reply(slow.get());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.http().body()).startsWith("\n");
        assertThat(reply.text()).isEqualTo("[]");
    }

    @Test
    void stopsWhatRunsWhenTheServerStops() throws Exception {
        CompletableFuture<HttpResponse<String>> slow = send(SLEEP);
        await(() -> host.engine.running.get() == 1);

        host.servlet.stopCalls();
        await(() -> host.engine.cancelled.get() == 1);
        assertThat(slow.get().body()).contains("\"isError\":true");
    }

    private CompletableFuture<HttpResponse<String>> send(String body) {
        return host.http().sendAsync(host.post(body).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    @Test
    void letsCallsWaitWithoutAThreadAndTellsTheRestToComeBack() throws Exception {
        List<Socket> sleepers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            sleepers.add(call(SLEEP));
        }
        await(() -> host.engine.running.get() == 2);
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(send(QUICK));
        }
        Thread.sleep(100);
        Reply refused = host.send(host.post(QUICK));

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isPresent();
        assertThat(refused.json().get("id").getAsInt()).isEqualTo(2);
        assertThat(host.legacy("ping", "{}").status()).isEqualTo(200);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        for (Socket sleeper : sleepers) {
            sleeper.close();
        }
        for (CompletableFuture<HttpResponse<String>> answer : waiting) {
            assertThat(new Reply(answer.get()).text()).isEqualTo("[{\"n\":1}]");
        }
        assertThat(host.engine.mostRunning).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void dropsWaitingCallsWhoseClientsHaveGone() throws Exception {
        List<Socket> sleepers = List.of(call(SLEEP), call(SLEEP));
        await(() -> host.engine.running.get() == 2);
        Socket gone = call(QUICK);
        Thread.sleep(50);
        gone.close();
        Thread.sleep(500);
        for (Socket sleeper : sleepers) {
            sleeper.close();
        }
        await(() -> host.engine.running.get() == 0);
        Thread.sleep(100);

        assertThat(host.engine.seen).hasSize(2);
        assertThat(host.send(host.post(QUICK)).status()).isEqualTo(200);
    }

    @Test
    void servesAThousandCallsAtOnce() {
        host.close();
        host = open(4, 1_000);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            answers.add(send(QUICK));
        }

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(host.engine.mostRunning).hasValueLessThanOrEqualTo(4);
        assertThat(host.engine.open).hasValue(0);
    }
}
