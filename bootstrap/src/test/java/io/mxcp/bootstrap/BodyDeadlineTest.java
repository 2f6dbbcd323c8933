package io.mxcp.bootstrap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** T46: a body has a deadline, and work has none. */
@Timeout(30)
class BodyDeadlineTest {
    private static final Duration LIMIT = Duration.ofMillis(200);
    private static final Duration WORK = LIMIT.multipliedBy(4);

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(JettyServer.againstSlowBodies(new Worker(), LIMIT));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/1.1, Accept: text/html, ''",
        "GET / HTTP/1.0, Accept: text/html, ''",
        "POST / HTTP/1.1, Content-Length: 0, ''",
        "POST / HTTP/1.1, Content-Length: 2, ok",
        "POST / HTTP/1.1, Transfer-Encoding: chunked, '2\r\nok\r\n0\r\n\r\n'"
    })
    void answersWhatIsWorkedOnForLongerThanABodyMayTake(String line, String header, String body) throws IOException {
        assertThat(answer(line, header, body)).startsWith("HTTP/1.1 200").endsWith("done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 60", "Transfer-Encoding: chunked"})
    void closesWhereABodyDoesNotEnd(String header) throws IOException {
        assertThat(answer("POST / HTTP/1.1", header, "2\r\nok\r\n")).doesNotContain("done");
    }

    private String answer(String line, String header, String body) throws IOException {
        String request = line + "\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n\r\n" + body;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (SocketException reset) {
            return "";
        }
    }

    /** Takes its time, and does not look whether there is a body. */
    private static final class Worker extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            TimeUnit.MILLISECONDS.sleep(WORK.toMillis());
            Content.Sink.write(response, true, "done", callback);
            return true;
        }
    }
}
