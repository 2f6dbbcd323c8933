package io.mxcp.bootstrap.benchmarks;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mxcp.bootstrap.benchmarks.Load.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Requests a second, latency, and processor time of the server by 1,000 requests: 8 kept connections over loopback, 20 s to warm up,
 * then three rounds of 10 s each, medians. The server runs twice, with sign-in (SQLite, the demo's provider) and open to everybody; what
 * is compared is measured in turn. An argument names other seconds than 10 a round.
 */
public final class LoadBenchmark {
    private static final int CONNECTIONS = 8;
    private static final int ROUNDS = 3;

    /** In rounds: after one the compilers are still busy. */
    private static final int WARM_UP = 2;

    private static final int SIGN_INS = 100;
    private static final List<String> PEOPLE = List.of("ada", "ben", "cleo");
    private static final int UNKNOWN_TOKENS = 1000;
    private static final String RPC_HEAD =
            "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n";
    private static final String FORM_HEAD = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String CALL_HEAD =
            RPC_HEAD + "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: whoami\r\n";
    private static final String CALL = """
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"whoami","arguments":{},"_meta":{
            "io.modelcontextprotocol/protocolVersion":"2026-07-28",
            "io.modelcontextprotocol/clientInfo":{"name":"benchmark","version":"1"},
            "io.modelcontextprotocol/clientCapabilities":{}}}}
            """;
    private static final String PING_HEAD = RPC_HEAD + "MCP-Protocol-Version: 2025-11-25\r\n";
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    private final Duration time;
    private final ServerProcess signed;
    private final ServerProcess open;

    private LoadBenchmark(Duration time, ServerProcess signed, ServerProcess open) {
        this.time = time;
        this.signed = signed;
        this.open = open;
    }

    /** Runs all of it. */
    public static void main(String... arguments) throws IOException, InterruptedException, ExecutionException {
        Duration time = Duration.ofSeconds(arguments.length == 0 ? 10 : Long.parseLong(arguments[0]));
        int port = ServerProcess.freePort();
        Figures.printMachine();
        try (LoopbackServer provider = DemoSignInServer.start(port);
                ProjectFolder withProvider = ProjectFolder.withTools(
                        ProjectFolder.demo(provider.base().toString()));
                ProjectFolder without = ProjectFolder.withTools("none");
                ServerProcess signed = ServerProcess.start(withProvider, port);
                ServerProcess open = ServerProcess.start(without, ServerProcess.freePort())) {
            signed.awaitReady();
            open.awaitReady();
            new LoadBenchmark(time, signed, open).run();
        }
        Figures.printLoad();
    }

    private void run() throws IOException, InterruptedException, ExecutionException {
        Figures.printHead();
        SigningClient client = SigningClient.register(signed.base());
        compare(
                new Load("tools/call with a token", signed, withTokens(client, CALL_HEAD, CALL)),
                new Load("tools/call open to everybody", open, same(posted(CALL_HEAD, CALL))));
        compare(
                new Load("ping with a token", signed, withTokens(client, PING_HEAD, PING)),
                new Load("ping open to everybody", open, same(posted(PING_HEAD, PING))));
        measure(new Load("401, a token nobody has", signed, rejections()));
        measure(new Load("metadata", signed, same(metadata())));
        measure(new Load("refresh with rotation", signed, refreshes(client)));
        Figures.print("sign-in, one after another", signIns(client));
        System.out.printf(
                "resident: %d MiB with sign-in, %d MiB open%n", signed.residentMebibytes(), open.residentMebibytes());
    }

    private void compare(Load withToken, Load openToAll) throws IOException, InterruptedException, ExecutionException {
        measure(withToken, openToAll);
        Figures.printRatio("  CPU with / without", withToken.rounds(), openToAll.rounds());
    }

    /** In turn, so that what else the machine does meets all of them. */
    private void measure(Load... loads) throws IOException, InterruptedException, ExecutionException {
        for (Load load : loads) {
            load.run(time.multipliedBy(WARM_UP));
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Load load : loads) {
                load.measure(time);
            }
        }
        for (Load load : loads) {
            Figures.print(load.what(), load.rounds());
            load.close();
        }
    }

    private static byte[] posted(String head, String body) {
        return Wire.request("POST", "/mcp", head, body);
    }

    private static byte[] metadata() {
        return Wire.request("GET", "/.well-known/oauth-authorization-server", "", "");
    }

    private static List<Exchange> same(byte[] request) {
        return Stream.<Exchange>generate(() -> wire -> wire.exchange(request, 200))
                .limit(CONNECTIONS)
                .toList();
    }

    /** Each connection as one of the people, signed in just now: the provider's tokens live for five minutes. */
    private static List<Exchange> withTokens(SigningClient client, String head, String body)
            throws IOException, InterruptedException {
        List<Exchange> exchanges = new ArrayList<>();
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            String token = signIn(client, connection).get("access_token").getAsString();
            byte[] request = posted(head + bearer(token), body);
            exchanges.add(wire -> wire.exchange(request, 200));
        }
        return exchanges;
    }

    private static List<Exchange> rejections() {
        Random random = new Random(42);
        return IntStream.range(0, CONNECTIONS)
                .<Exchange>mapToObj(connection -> {
                    List<byte[]> requests = random.ints(UNKNOWN_TOKENS, 0, Integer.MAX_VALUE)
                            .mapToObj(number -> posted(CALL_HEAD + bearer("unknown-" + number), CALL))
                            .toList();
                    int[] next = new int[1];
                    return wire -> wire.exchange(requests.get(next[0]++ % UNKNOWN_TOKENS), 401);
                })
                .toList();
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    private static List<Refreshing> refreshes(SigningClient client) throws IOException, InterruptedException {
        List<Refreshing> all = new ArrayList<>();
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            all.add(new Refreshing(client, refreshToken(signIn(client, connection))));
        }
        return all;
    }

    /** One family of tokens, each refresh token used once. */
    private static final class Refreshing implements Exchange {
        private final SigningClient client;
        private String token;

        Refreshing(SigningClient client, String token) {
            this.client = client;
            this.token = token;
        }

        @Override
        public void over(Wire wire) throws IOException {
            byte[] request = Wire.request("POST", "/token", FORM_HEAD, client.refresh(token));
            token = refreshToken(
                    JsonParser.parseString(wire.exchange(request, 200)).getAsJsonObject());
        }
    }

    /** From the authorization request to the token answer: four requests to the server, and two of its own to the provider. */
    private List<Round> signIns(SigningClient client) throws IOException, InterruptedException {
        signInOften(client);
        List<Round> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(signInOften(client));
        }
        return rounds;
    }

    private Round signInOften(SigningClient client) throws IOException, InterruptedException {
        Duration cpuBefore = signed.cpu();
        long begun = System.nanoTime();
        long[] nanos = new long[SIGN_INS];
        for (int i = 0; i < SIGN_INS; i++) {
            long before = System.nanoTime();
            signIn(client, i);
            nanos[i] = System.nanoTime() - before;
        }
        return new Round(
                Arrays.stream(nanos),
                Duration.ofNanos(System.nanoTime() - begun),
                signed.cpu().minus(cpuBefore));
    }

    private static JsonObject signIn(SigningClient client, int number) throws IOException, InterruptedException {
        return client.signIn(PEOPLE.get(number % PEOPLE.size()));
    }

    private static String refreshToken(JsonObject answer) {
        return answer.get("refresh_token").getAsString();
    }
}
