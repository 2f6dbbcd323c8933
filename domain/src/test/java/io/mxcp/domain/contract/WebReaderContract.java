package io.mxcp.domain.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mxcp.domain.query.WebException;
import io.mxcp.domain.query.WebException.Reason;
import io.mxcp.domain.query.WebReader;
import io.mxcp.domain.query.WebRequest;
import io.mxcp.domain.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link WebReader} promises. Extend it and supply one that may read over plain http from loopback. */
public abstract class WebReaderContract {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String BODY = "[{\"a\": 1}]";
    private static final int MOST = 1 << 20;

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final ExecutorService serving = Executors.newCachedThreadPool();

    @SuppressWarnings("NullAway.Init") // by the set-up
    private HttpServer server;

    /** For extension. */
    protected WebReaderContract() {}

    /** A reader that may read over plain http from loopback. */
    protected abstract WebReader readerOfLoopback();

    /** A reader as it is in production. */
    protected abstract WebReader reader();

    @BeforeEach
    final void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(serving);
        server.createContext("/document", exchange -> answer(exchange, 200, BODY.getBytes(UTF_8)));
        server.createContext("/401", exchange -> answer(exchange, 401, "body of the answer".getBytes(UTF_8)));
        server.createContext("/500", exchange -> answer(exchange, 500, "body of the answer".getBytes(UTF_8)));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/document");
            answer(exchange, 302, new byte[0]);
        });
        server.createContext("/packed", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            answer(exchange, 200, packed(BODY.getBytes(UTF_8)));
        });
        server.createContext("/bomb", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            answer(exchange, 200, packed(new byte[20 * MOST]));
        });
        server.createContext("/cookie", exchange -> {
            exchange.getResponseHeaders().set("Set-Cookie", "a=b");
            answer(exchange, 200, BODY.getBytes(UTF_8));
        });
        server.createContext("/endless", exchange -> drip(exchange, new byte[64 * 1024], 0));
        server.createContext("/slow", exchange -> drip(exchange, new byte[1], 50));
        server.start();
    }

    @AfterEach
    final void stop() {
        server.stop(0);
        serving.shutdownNow();
    }

    private void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + " "
                + exchange.getRequestHeaders().getOrDefault("Authorization", List.of()) + " "
                + exchange.getRequestHeaders().getOrDefault("Cookie", List.of()));
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    /** Until the other side hangs up. */
    private static void drip(HttpExchange exchange, byte[] piece, long pauseMillis) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (!Thread.currentThread().isInterrupted()) {
                out.write(piece);
                out.flush();
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] packed(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        }
        return bytes.toByteArray();
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static String read(WebReader reader, URI address, Duration limit, long maxBytes) throws WebException {
        ByteArrayOutputStream into = new ByteArrayOutputStream();
        Map<String, Secret> headers = Map.of("Authorization", Secret.of("Bearer the-token"));
        reader.read(new WebRequest(address, headers, limit, maxBytes), into);
        return into.toString(UTF_8);
    }

    private String read(String path) throws WebException {
        return read(readerOfLoopback(), at(path), LIMIT, MOST);
    }

    private static WebException failure(WebReader reader, URI address, Duration limit) {
        WebException failed = assertThatExceptionOfType(WebException.class)
                .isThrownBy(() -> read(reader, address, limit, MOST))
                .actual();
        assertThat(failed.explanation())
                .isNotBlank()
                .doesNotContain("the-token")
                .doesNotContain("body of the answer")
                .doesNotContain("secret-in-path");
        return failed;
    }

    private WebException failure(String path) {
        return failure(readerOfLoopback(), at(path), LIMIT);
    }

    @Test
    void readsADocumentByOneGetWithTheHeaders() throws Exception {
        assertThat(read("/document")).isEqualTo(BODY);
        assertThat(asked).containsExactly("GET /document [Bearer the-token] []");
    }

    @Test
    void readsWhatIsPacked() throws Exception {
        assertThat(read("/packed")).isEqualTo(BODY);
    }

    @Test
    void keepsNoCookieAndNoDocument() throws Exception {
        WebReader reader = readerOfLoopback();
        read(reader, at("/cookie"), LIMIT, MOST);
        read(reader, at("/cookie"), LIMIT, MOST);
        assertThat(asked).hasSize(2).allMatch(request -> request.endsWith("[]"));
    }

    @Test
    void followsNoRedirect() {
        assertThat(failure("/moved?secret-in-path"))
                .hasMessageContaining("redirect")
                .extracting(WebException::reason)
                .isEqualTo(Reason.FAILED);
        assertThat(asked).hasSize(1);
    }

    @Test
    void tellsRefusedCredentialsFromOtherFailures() {
        assertThat(failure("/401?secret-in-path").reason()).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(failure("/500?secret-in-path"))
                .hasMessageContaining("500")
                .extracting(WebException::reason)
                .isEqualTo(Reason.FAILED);
        assertThat(failure("/none?secret-in-path").reason()).isEqualTo(Reason.FAILED);
    }

    @Test
    void readsNoMoreThanAllowedPackedOrNot() throws Exception {
        assertThat(failure("/endless?secret-in-path").reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(failure("/bomb?secret-in-path").reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(read(readerOfLoopback(), at("/document"), LIMIT, BODY.length()))
                .isEqualTo(BODY);
    }

    @Test
    void endsInTimeHoweverSlowlyTheBodyDrips() {
        long start = System.nanoTime();
        assertThat(failure(readerOfLoopback(), at("/slow"), Duration.ofMillis(500))
                        .reason())
                .isEqualTo(Reason.UNREACHABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void saysThatNobodyAnswers() {
        URI closed = at("/document?secret-in-path");
        server.stop(0);
        assertThat(failure(readerOfLoopback(), closed, LIMIT).reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void endsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        assertThat(failure("/slow").reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void connectsToNoInnerAddressUnlessTheOperatorAllowsIt() {
        int port = server.getAddress().getPort();
        for (String address : new String[] {
            "http://127.0.0.1:" + port + "/document",
            "https://127.0.0.1:" + port + "/document",
            "https://localhost:" + port + "/document",
            "https://[::1]:" + port + "/document",
            "https://[::ffff:127.0.0.1]:" + port + "/document",
            "https://10.0.0.1/",
            "https://192.168.1.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://0.0.0.0/",
            "http://93.184.215.14/"
        }) {
            assertThat(failure(reader(), URI.create(address), LIMIT).reason())
                    .as(address)
                    .isEqualTo(Reason.REFUSED);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void sendsNoPlainHttpBeyondThisMachine() {
        assertThat(failure(readerOfLoopback(), URI.create("http://10.0.0.1/"), LIMIT)
                        .reason())
                .isEqualTo(Reason.REFUSED);
    }
}
