package io.mxcp.bootstrap.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An API in this process, on loopback: the same rows of JSON to everybody. */
final class RowsServer {
    private RowsServer() {}

    /** Starts one that gives so many rows, some 100 bytes each. */
    static LoopbackServer start(int rows) throws IOException {
        return new LoopbackServer(base -> Map.of("/", new Rows(rows)));
    }

    private static final class Rows extends HttpServlet {
        private final transient byte[] body;

        Rows(int count) {
            body = IntStream.range(0, count)
                    .mapToObj(i -> "{\"id\":" + i + ",\"name\":\"repository-" + i
                            + "\",\"owner\":{\"login\":\"alice\"},\"stars\":" + i * 7
                            + ",\"updated\":\"2026-01-02T03:04:05Z\"}")
                    .collect(Collectors.joining(",", "[", "]"))
                    .getBytes(UTF_8);
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("application/json");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
