package io.mxcp.bootstrap.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What a tool adds that reads 100 rows over HTTP as its caller: {@code tools/call} with a token against the bare call of the same server on
 * loopback (aim: 3 ms more), and against a tool of one row that reads nothing. All three in turn over kept connections, so that
 * what else the machine does meets all of them. An argument names another number of calls than 2,000.
 */
public final class WebToolBenchmark {
    private static final int CALLS = 2_000;
    private static final int WARM_UP = 1_000;
    private static final String HEAD = String.join(
            "\r\n",
            "Content-Type: application/json",
            "Accept: application/json, text/event-stream",
            "MCP-Protocol-Version: 2025-11-25",
            "Authorization: Bearer %s",
            "");
    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":{}}}";

    private WebToolBenchmark() {}

    /** Runs it. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        int calls = arguments.length == 0 ? CALLS : Integer.parseInt(arguments[0]);
        int port = ServerProcess.freePort();
        Figures.printMachine();
        try (LoopbackServer rows = RowsServer.start(100);
                LoopbackServer provider = DemoSignInServer.start(port);
                ProjectFolder project = ProjectFolder.withWebTool(
                        ProjectFolder.demo(provider.base().toString()),
                        rows.base().toString());
                ServerProcess server = ServerProcess.start(project, port)) {
            server.awaitReady();
            String token = SigningClient.register(server.base())
                    .signIn("ada")
                    .get("access_token")
                    .getAsString();
            try (Asked bare = new Asked("bare call", rows.base(), Wire.request("GET", "/", "", ""));
                    Asked read = new Asked("tools/call that reads it", server.base(), called(token, "rows"));
                    Asked none = new Asked("tools/call that reads nothing", server.base(), called(token, "whoami"))) {
                compare(calls, bare, read, none);
            }
        }
        Figures.printLoad();
    }

    private static byte[] called(String token, String tool) {
        return Wire.request("POST", "/mcp", HEAD.formatted(token), CALL.formatted(tool));
    }

    private static void compare(int calls, Asked... all) throws IOException {
        for (int i = 0; i < WARM_UP; i++) {
            for (Asked one : all) {
                one.ask();
            }
        }
        long[][] nanos = new long[all.length][calls];
        for (int i = 0; i < calls; i++) {
            for (int which = 0; which < all.length; which++) {
                long begun = System.nanoTime();
                all[which].ask();
                nanos[which][i] = System.nanoTime() - begun;
            }
        }
        List<Round> rounds = Arrays.stream(nanos).map(WebToolBenchmark::round).toList();
        for (int which = 0; which < all.length; which++) {
            Round round = rounds.get(which);
            System.out.printf(
                    "%-30s p10 %.2f ms, p50 %.2f ms, p90 %.2f ms%n",
                    all[which].what, round.millisAt(0.1), round.millisAt(0.5), round.millisAt(0.9));
        }
        System.out.printf(
                "added to the bare call, p50: %.2f ms%n",
                rounds.get(1).millisAt(0.5) - rounds.get(0).millisAt(0.5));
    }

    /** Without processor time: three kinds of calls share it. */
    private static Round round(long[] nanos) {
        Duration took = Duration.ofNanos(Arrays.stream(nanos).sum());
        return new Round(Arrays.stream(nanos), took, Duration.ZERO);
    }

    /** One request over one kept connection, again and again. */
    private static final class Asked implements AutoCloseable {
        final String what;
        private final Wire wire;
        private final byte[] request;

        Asked(String what, URI server, byte[] request) throws IOException {
            this.what = what;
            this.wire = new Wire(server.getPort());
            this.request = request;
            String answer = wire.exchange(request, 200);
            if (answer.contains("\"isError\":true")) {
                throw new IOException(answer);
            }
        }

        void ask() throws IOException {
            if (wire.exchange(request, 200).isEmpty()) {
                throw new IOException("no answer to " + what);
            }
        }

        @Override
        public void close() throws IOException {
            wire.close();
        }
    }
}
