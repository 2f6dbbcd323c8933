package io.mxcp.http.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.query.QueryResult;
import io.mxcp.http.KeptConnections;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that go, calls that take long, and too many of them. */
@Timeout(60)
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
        for (int i = 0; i < 4_000 && !condition.getAsBoolean(); i++) {
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
        if (reset) {
            socket.setSoLinger(true, 0);
        }
        socket.close();

        await(() -> host.engine.cancelled.get() == 1);
        await(() -> host.audited.size() == 1);
        assertThat(host.audited.element())
                .isInstanceOfSatisfying(
                        AuditEvent.ToolCalled.class,
                        called -> assertThat(called.outcome()).isEqualTo(AuditEvent.Outcome.CANCELLED));
        assertThat(host.engine.open).hasValue(0);
    }

    @Test
    void keepsAClientWaitingWithLineBreaksThatJsonAllows() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<HttpResponse<String>> slow = host.http()
                .sendAsync(
                        host.post(Rpc.request("1", "tools/call", "{\"name\":\"nap\"}"))
                                .build(),
                        head -> {
                            begun.countDown();
                            return HttpResponse.BodySubscribers.ofString(UTF_8);
                        });
        begun.await(); // the head comes with the first line break
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
        return KeptConnections.sendAsync(host.http(), host.post(body).build());
    }

    @Test
    void letsCallsWaitWithoutAThreadAndTellsTheRestToComeBack() throws Exception {
        List<Socket> sleepers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            sleepers.add(call(SLEEP));
        }
        await(() -> host.engine.running.get() == 2);
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(send(QUICK));
        }
        Reply refused = takeAnswered(waiting); // one of four, whichever came last

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isPresent();
        assertThat(refused.json().get("id").getAsInt()).isEqualTo(2);
        assertThat(host.legacy("ping", "{}").status()).isEqualTo(200);
        assertThat(waiting).hasSize(3).noneMatch(CompletableFuture::isDone);
        for (Socket sleeper : sleepers) {
            sleeper.close();
        }
        for (CompletableFuture<HttpResponse<String>> answer : waiting) {
            assertThat(new Reply(answer.get()).text()).isEqualTo("[{\"n\":1}]");
        }
        assertThat(host.engine.mostRunning).hasValueLessThanOrEqualTo(2);
    }

    private static Reply takeAnswered(List<CompletableFuture<HttpResponse<String>>> calls) throws Exception {
        await(() -> calls.stream().anyMatch(CompletableFuture::isDone));
        CompletableFuture<HttpResponse<String>> answered =
                calls.stream().filter(CompletableFuture::isDone).findFirst().orElseThrow();
        calls.removeIf(CompletableFuture::isDone);
        return new Reply(answered.get());
    }

    /** Each is a chunk of its own, "1\r\n\n\r\n". */
    private static void awaitLineBreaks(Socket socket, int many) throws IOException {
        int before = 0;
        for (int seen = 0; seen < many; ) {
            int next = socket.getInputStream().read();
            assertThat(next).isNotNegative();
            seen += before == '\n' && next == '\n' ? 1 : 0;
            before = next;
        }
    }

    @Test
    void dropsWaitingCallsWhoseClientsHaveGone() throws Exception {
        List<Socket> sleepers = List.of(call(SLEEP), call(SLEEP));
        await(() -> host.engine.running.get() == 2);
        Socket gone = call(QUICK);
        Socket witness = call(QUICK);
        awaitLineBreaks(gone, 1); // so it waits
        gone.setSoLinger(true, 0);
        gone.close();
        awaitLineBreaks(witness, 5); // that one was looked after as often
        for (Socket sleeper : sleepers) {
            sleeper.close();
        }
        await(() -> host.engine.running.get() == 0);

        assertThat(host.send(host.post(QUICK)).status()).isEqualTo(200);
        assertThat(host.engine.seen)
                .as("two sleepers, the witness and the one after")
                .hasSize(4);
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
