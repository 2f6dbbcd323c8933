package io.mxcp.bootstrap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** T46: a place is held by requests, and by nobody for long without one. */
@Timeout(60)
class ConnectionWatchTest {
    private static final Duration IN_TIME = Duration.ofMillis(1_500);
    private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(30_000);
        connector.addBean(new ConnectionWatch(connector.getScheduler(), IN_TIME, 3));
        server.addConnector(connector);
        server.setHandler(new Quick());
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "GET / HTTP/1.1\r\nHost: local"})
    void closesWhereNoFirstRequestComes(String beginning) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(beginning.getBytes(US_ASCII));
            assertThat(isClosedByServer(socket)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void closesWhereAHeaderDripsHoweverManyRequestsCameBefore(int before) throws Exception {
        try (Socket socket = connect()) {
            for (int i = 0; i < before; i++) {
                ask(socket);
            }
            int sent = 0;
            try {
                for (; sent < 400; sent++) {
                    socket.getOutputStream()
                            .write(sent == 0 ? "GET / HTTP/1.1\r\nX: ".getBytes(US_ASCII) : new byte[] {'a'});
                    Thread.sleep(50);
                }
            } catch (SocketException closed) {
                assertThat(sent).isPositive();
            }
            assertThat(sent).isLessThan(400);
        }
    }

    @Test
    void keepsAConnectionThatAsksNowAndThen() throws Exception {
        try (Socket socket = connect()) {
            for (int i = 0; i < 2; i++) {
                ask(socket);
                Thread.sleep(IN_TIME.plusSeconds(1).toMillis());
            }
            ask(socket);
        }
    }

    @Test
    void keepsAConnectionWhoseAnswerTakesTime() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(GET.replace("/ ", "/slow ").getBytes(US_ASCII));
            assertThat(answer(socket)).startsWith("HTTP/1.1 200");
            ask(socket);
        }
    }

    /** No address of the internet can be had here: so the ends of the connections only say that they have one. */
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7, 3",
        "203.0.113.7, 203.0.113.8, 6",
        "2001:db8::1, 2001:db8::2, 3",
        "2001:db8::1, 2001:db8:0:1::2, 6",
        "10.0.0.1, 10.0.0.1, 6",
        "fd00::1, fd00::1, 6",
        "127.0.0.1, 127.0.0.1, 6"
    })
    void letsOneAddressOfTheInternetHaveSoMany(String first, String second, int kept) throws Exception {
        ConnectionWatch watch = new ConnectionWatch(new ScheduledExecutorScheduler(), IN_TIME, 3);
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            for (String address : List.of(first, second)) {
                Peer peer = new Peer(InetAddress.getByName(address));
                peers.add(peer);
                watch.onOpened(peer);
            }
        }
        assertThat(peers.stream().filter(peer -> !peer.closed)).hasSize(kept);

        peers.forEach(watch::onClosed);
        Peer later = new Peer(InetAddress.getByName(first));
        watch.onOpened(later);
        assertThat(later.closed).isFalse();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void ask(Socket socket) throws IOException {
        socket.getOutputStream().write(GET.getBytes(US_ASCII));
        assertThat(answer(socket)).startsWith("HTTP/1.1 200");
    }

    private static String answer(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("ok")) {
            int read = socket.getInputStream().read();
            assertThat(read).as(text.toString()).isNotNegative();
            text.append((char) read);
        }
        return text.toString();
    }

    private static boolean isClosedByServer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    private static final class Quick extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            if (Request.getPathInContext(request).equals("/slow")) {
                Thread.sleep(2 * IN_TIME.toMillis());
            }
            response.write(true, ByteBuffer.wrap("ok".getBytes(US_ASCII)), callback);
            return true;
        }
    }

    /** A connection of somebody far away. */
    private static final class Peer extends AbstractConnection {
        private boolean closed;

        Peer(InetAddress address) {
            super(
                    new ByteArrayEndPoint() {
                        @Override
                        public InetSocketAddress getRemoteSocketAddress() {
                            return new InetSocketAddress(address, 50_000);
                        }
                    },
                    Runnable::run);
        }

        @Override
        public void onFillable() {
            // nothing comes
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
