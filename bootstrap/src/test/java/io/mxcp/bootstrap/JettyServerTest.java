package io.mxcp.bootstrap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** T46: who sends slowly waits alone. */
class JettyServerTest {
    private static final int MORE_THAN_THREADS = 300;
    private static final int MORE_THAN_JAVA_LETS_WAIT = 100;
    private static final String UNFINISHED =
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 60000\r\n\r\nx";

    private final List<Socket> sockets = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // by the set-up
    private JettyServer server;

    @BeforeEach
    void start() throws StartException {
        server = new JettyServer("127.0.0.1", 0);
        server.route("/echo", new Echo());
        server.start();
    }

    @AfterEach
    void stop() throws StartException, IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    @Test
    void saysWhyItCannotListenAndWhatToDo() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> new JettyServer("127.0.0.1", server.port()).close())
                .withMessageContaining(
                        "cannot listen at 127.0.0.1:" + server.port() + ": another program has the port. Stop it");
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> new JettyServer("192.0.2.1", 0).close())
                .withMessageContaining("this machine has no such address. Correct http.host");
    }

    @Test
    void answersWhileHundredsOfBodiesAreUnfinished() throws IOException {
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            send(UNFINISHED);
        }

        Socket good =
                send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");

        good.setSoTimeout((int) Duration.ofSeconds(5).toMillis());
        assertThat(new String(good.getInputStream().readAllBytes(), US_ASCII))
                .startsWith("HTTP/1.1 200")
                .endsWith("ok");
    }

    @Test
    void answersNothingOfItselfWhereNobodyDoes() throws IOException {
        Socket lost = send("GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(new String(lost.getInputStream().readAllBytes(), US_ASCII))
                .startsWith("HTTP/1.1 404")
                .contains("{\"error\":\"not_found\"")
                .doesNotContain("Jetty", "Server:");
    }

    /** Nobody accepts before the start, as nobody does in time under a burst; Java's own limit is 50. */
    @Test
    void dropsNoConnectionThatWaitsToBeAccepted() throws IOException, StartException {
        try (JettyServer bound = new JettyServer("127.0.0.1", 0)) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), bound.port());
            for (int i = 0; i < MORE_THAN_JAVA_LETS_WAIT; i++) {
                Socket waiting = new Socket();
                sockets.add(waiting);
                waiting.connect(address, (int) Duration.ofSeconds(5).toMillis());
            }
        }

        assertThat(sockets).hasSize(MORE_THAN_JAVA_LETS_WAIT);
    }

    private Socket send(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        sockets.add(socket);
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    private static final class Echo extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try (InputStream body = request.getInputStream()) {
                response.getOutputStream().write(body.readAllBytes());
            }
        }
    }
}
