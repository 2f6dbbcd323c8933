package io.mxcp.bootstrap;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port that was free a moment ago: another process may be faster, so whoever takes it must say when it could not. It lies below
 * those that systems give to connections that go out, and to servers that ask for any: none of these takes it meanwhile.
 */
public final class FreePort {
    private static final int FIRST = 15_000;
    private static final int LAST = 32_000;

    private FreePort() {}

    /** One by chance, so that tests that run side by side hardly find the same. */
    public static int find() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // another, then
            }
        }
    }
}
