package io.mxcp.bootstrap.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;

/**
 * What a tool adds that reads 100 rows over HTTP as its caller: {@code tools/call} with a token against the bare call of the same server on
 * loopback (aim: 3 ms more), and against a tool of one row that reads nothing. All three in turn over kept connections, so that
 * what else the machine does meets all of them. An argument names another number of calls than 2,000.
 */
public final class WebToolBenchmark {
    private static final int CALLS = 2_000;
    private static final int WARM_UP = 1_000;
    private static final double NANOS_A_MILLI = 1e6;
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
        try (RowsServer rows = new RowsServer(100);
                DemoSignInServer provider =
                        new DemoSignInServer(URI.create("http://localhost:" + port + "/demo/callback"));
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
        for (int which = 0; which < all.length; which++) {
            Arrays.sort(nanos[which]);
            System.out.printf(
                    "%-30s p10 %.2f ms, p50 %.2f ms, p90 %.2f ms%n",
                    all[which].what, at(nanos[which], 0.1), at(nanos[which], 0.5), at(nanos[which], 0.9));
        }
        System.out.printf("added to the bare call, p50: %.2f ms%n", at(nanos[1], 0.5) - at(nanos[0], 0.5));
    }

    private static double at(long[] sorted, double part) {
        return sorted[(int) (part * (sorted.length - 1))] / NANOS_A_MILLI;
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
            if (wire.exchange(request, 200).getBytes(UTF_8).length == 0) {
                throw new IOException("no answer to " + what);
            }
        }

        @Override
        public void close() throws IOException {
            wire.close();
        }
    }
}
