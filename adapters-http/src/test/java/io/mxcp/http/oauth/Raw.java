package io.mxcp.http.oauth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Bytes as they are, for what no HTTP client would send. */
final class Raw {
    private static final int TIMEOUT_MILLIS = 10_000;

    private Raw() {}

    static String send(TestBroker broker, String request) throws IOException {
        return sendFrom("127.0.0.1", broker, request);
    }

    /** From another address of this machine. */
    static String sendFrom(String local, TestBroker broker, String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), broker.port(), InetAddress.getByName(local), 0)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    static String get(String path, String... headers) {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request + "\r\n";
    }
}
