package io.mxcp.bootstrap.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/**
 * One kept connection to the server, as plain as HTTP/1.1 can be: load must cost less than what it measures. For one thread.
 */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int LONGEST_LINE = 8192;

    private final Socket socket;
    private final InputStream in;
    private final byte[] line = new byte[LONGEST_LINE];

    Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getByName("localhost"), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), LONGEST_LINE);
    }

    /** A whole request, ready to be sent; the head's lines without those that every request has. */
    static byte[] request(String method, String path, String head, String body) {
        byte[] content = body.getBytes(UTF_8);
        String length = method.equals("GET") ? "" : "Content-Length: " + content.length + "\r\n";
        String lines = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + head + length + "\r\n";
        return (lines + body).getBytes(UTF_8);
    }

    /**
     * Sends a request and reads its answer.
     *
     * @return the body
     * @throws IOException if the answer has another status than this
     */
    String exchange(byte[] request, int status) throws IOException {
        socket.getOutputStream().write(request);
        String first = line();
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
            chunked |= header.toLowerCase(Locale.ROOT).equals("transfer-encoding: chunked");
        }
        byte[] body = chunked ? chunks() : in.readNBytes(length);
        if (!first.startsWith("HTTP/1.1 " + status)) {
            throw new IOException("expected " + status + ", got " + first + ": " + new String(body, UTF_8));
        }
        return new String(body, UTF_8);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            whole.write(in.readNBytes(size));
            line();
        }
        line();
        return whole.toByteArray();
    }

    private String line() throws IOException {
        int length = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || length == LONGEST_LINE) {
                throw new EOFException("the server hung up, or does not speak HTTP");
            }
            line[length++] = (byte) next;
        }
        return new String(line, 0, Math.max(0, length - 1), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
