package io.mxcp.providers.egress;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.providers.egress.Reachability.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far one gets towards a server. */
class ReachabilityTest {
    private final Reachability reachability =
            new Reachability(new EgressLimits(Duration.ofSeconds(15), Duration.ofSeconds(15), Duration.ofSeconds(15)));
    private HttpServer server;
    private URI base;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void readsTheClockOfAServerWhateverItAnswers() {
        Reachability.Result result = reachability.probe(base);
        assertThat(result.outcome()).isEqualTo(Outcome.REACHED);
        assertThat(result.date().orElseThrow())
                .isCloseTo(InstantSource.system().instant(), within(10, ChronoUnit.SECONDS));
    }

    @Test
    void tellsApartWhyNot() {
        assertThat(outcome("https://no-such-host.invalid")).isEqualTo(Outcome.UNKNOWN_HOST);
        server.stop(0);
        assertThat(outcome(base.toString())).isEqualTo(Outcome.NO_CONNECTION);
    }

    @Test
    void tellsAServerThatSpeaksNoTls() throws Exception {
        try (ServerSocket plain = listening(connection -> {
            // what was asked is answered, as web servers do, and read to its end: to close before that resets the
            // connection
            InputStream in = connection.getInputStream();
            if (in.read() >= 0) {
                connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
                in.transferTo(OutputStream.nullOutputStream());
            }
        })) {
            assertThat(outcome("https://127.0.0.1:" + plain.getLocalPort())).isEqualTo(Outcome.TLS_FAILED);
        }
    }

    @Test
    void comesAgainWhereTheConnectionBreaks() throws Exception {
        AtomicInteger questions = new AtomicInteger();
        try (ServerSocket breaking = listening(connection -> {
            if (isAskedOn(connection) && questions.incrementAndGet() == 1) {
                connection.setSoLinger(true, 0);
            } else {
                connection.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(US_ASCII));
                connection.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        })) {
            assertThat(outcome("http://127.0.0.1:" + breaking.getLocalPort())).isEqualTo(Outcome.REACHED);
            assertThat(questions).hasValue(2);
        }
    }

    @Test
    void givesUpWhereItAlwaysBreaks() throws Exception {
        AtomicInteger questions = new AtomicInteger();
        try (ServerSocket breaking = listening(connection -> {
            if (isAskedOn(connection)) {
                questions.incrementAndGet();
            }
            connection.setSoLinger(true, 0);
        })) {
            assertThat(outcome("http://127.0.0.1:" + breaking.getLocalPort())).isEqualTo(Outcome.NO_CONNECTION);
            assertThat(questions).hasValue(3);
        }
    }

    /** A connection that breaks before it is asked anything is no try: it is made anew at once. */
    private static boolean isAskedOn(Socket connection) throws IOException {
        return connection.getInputStream().read() >= 0;
    }

    /** What is done with a connection before it is closed. */
    @FunctionalInterface
    private interface Served {
        void by(Socket connection) throws IOException;
    }

    /** Until it is closed, everybody is served alike, one after another. */
    private static ServerSocket listening(Served served) throws IOException {
        ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread serving = new Thread(
                () -> {
                    while (!listening.isClosed()) {
                        serve(listening, served);
                    }
                },
                "listening");
        serving.setDaemon(true);
        serving.start();
        return listening;
    }

    private static void serve(ServerSocket listening, Served served) {
        try (Socket connection = listening.accept()) {
            served.by(connection);
        } catch (IOException goneOrClosed) { // what the test saw is what it asserts
        }
    }

    @Test
    void findsTheServersInSettingsAndNothingElse() {
        ProviderSettings settings = ProviderSettings.of(Map.of(
                "auth_url", "https://Login.example.com/authorize?a=b",
                "token_url", "https://user:password@login.example.com/token",
                "server_url", "http://127.0.0.1:8080/auth",
                "client_secret", "http is how it begins",
                "scope", "openid https://www.googleapis.com/auth/calendar.readonly"));
        assertThat(Reachability.servers(settings)).hasToString("[http://127.0.0.1:8080, https://login.example.com]");
    }

    private Outcome outcome(String server) {
        return reachability.probe(URI.create(server)).outcome();
    }
}
