package io.mxcp.providers.egress;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.LowLevelHttpResponse;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.jetty.io.EofException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EgressGuardTest {
    private static final byte[] FORM = "a=b".getBytes(US_ASCII);

    private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger posts = new AtomicInteger();
    private final AtomicInteger cookies = new AtomicInteger();
    private HttpServer server;
    private URI base;
    private EgressGuard guard;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            connections.add(exchange.getRemoteAddress());
            cookies.addAndGet(exchange.getRequestHeaders().containsKey("Cookie") ? 1 : 0);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Set-Cookie", "a=b");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/hang-up", exchange -> {
            posts.incrementAndGet();
            exchange.close();
        });
        server.start();
        base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        guard = new EgressGuard(Destinations.configured(List.of(base)), EgressLimits.STANDARD);
    }

    @AfterEach
    void stop() {
        guard.shutdown();
        server.stop(0);
    }

    @Test
    void keepsItsConnectionAndNoCookie() throws IOException {
        for (int i = 0; i < 20; i++) {
            LowLevelHttpResponse answer = guard.send("GET", base, Map.of(), new byte[0]);
            assertThat(answer.getStatusCode()).isEqualTo(200);
        }
        assertThat(connections).hasSize(1);
        assertThat(cookies).hasValue(0);
    }

    @Test
    void sendsNoPostTwiceWhenAKeptConnectionDies() throws IOException {
        guard.send("GET", base, Map.of(), new byte[0]);
        assertThatThrownBy(() -> guard.send("POST", base.resolve("/hang-up"), Map.of(), FORM))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("the call failed")
                .hasNoCause();
        assertThat(posts).hasValue(1);
    }

    @Test
    void connectsNowhereElse() {
        assertThatThrownBy(() -> guard.send("GET", URI.create("http://127.0.0.2/"), Map.of(), new byte[0]))
                .isInstanceOf(RefusedDestinationException.class);
    }

    /** Each with a message that quotes what came over the wire, as the client has it. */
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new SSLHandshakeException("CN=secret"), SSLException.class),
                Arguments.of(new UnknownHostException("secret"), UnknownHostException.class),
                Arguments.of(new ConnectException("secret"), ConnectException.class),
                Arguments.of(new SocketTimeoutException("secret"), SocketTimeoutException.class),
                Arguments.of(new TimeoutException("secret"), SocketTimeoutException.class),
                Arguments.of(new EofException("secret"), IOException.class),
                Arguments.of(new IllegalStateException("secret"), IOException.class));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellsFailuresApartInWordsOfItsOwn(Throwable failure, Class<? extends IOException> kind) {
        for (Throwable thrown : List.of(failure, new IOException("secret", failure))) {
            assertThat(Answer.translated(Optional.of(thrown)))
                    .isExactlyInstanceOf(kind)
                    .hasNoCause()
                    .message()
                    .doesNotContain("secret");
        }
    }

    @Test
    void givesUpWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> guard.send("GET", base, Map.of(), new byte[0])).isInstanceOf(IOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
