package io.mxcp.providers.egress;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousCloseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;

/**
 * An answer whose head is here. Its body is handed on as it is read: little of it waits in memory, and a read ends with the
 * deadline of the call. Closing it before its end hangs up.
 */
final class Answer implements AutoCloseable {
    private final Response head;
    private final InputStream body;

    Answer(Response head, InputStreamResponseListener call) {
        this.head = head;
        this.body = new Body(call);
    }

    int status() {
        return head.getStatus();
    }

    /** In the order in which they came; a name may come more than once. */
    List<Map.Entry<String, String>> headers() {
        return head.getHeaders().stream()
                .map(field -> Map.entry(
                        field.getName(), Optional.ofNullable(field.getValue()).orElse("")))
                .toList();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(head.getHeaders().get(name));
    }

    InputStream body() {
        return body;
    }

    @Override
    public void close() throws IOException {
        hangUp(head.getRequest());
        body.close();
    }

    /** Nothing happens to a call that has ended. */
    static void hangUp(Request request) {
        Future<?> unused = request.abort(new AsynchronousCloseException()); // whoever waits has been told by then
    }

    /** No type of the client leaves this package, and no message or cause: they may quote what came over the wire. */
    static IOException translated(Optional<Throwable> failure) {
        for (Throwable cause = failure.orElse(null); cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedDestinationException ours) {
                return ours;
            } else if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
                return new SocketTimeoutException("no connection or no answer in time");
            } else if (cause instanceof UnknownHostException) {
                return new UnknownHostException("the name is not known");
            } else if (cause instanceof ConnectException) {
                return new ConnectException("nobody listens there");
            } else if (cause instanceof SSLException) {
                return new SSLException("TLS does not come about");
            }
        }
        return new IOException("the call failed");
    }

    /** Failures in our words. */
    private static final class Body extends FilterInputStream {
        private final InputStreamResponseListener call;

        Body(InputStreamResponseListener call) {
            super(call.getInputStream());
            this.call = call;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                int count = length == 0 ? 0 : in.read(into, offset, length);
                if (count < 0) {
                    awaitEnd();
                }
                return count;
            } catch (InterruptedIOException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading an answer");
            } catch (IOException e) {
                throw translated(Optional.of(e));
            }
        }

        /** Only then is the connection free for the next call, and the body ends a moment before. */
        private void awaitEnd() {
            try {
                call.await(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (TimeoutException e) { // another connection is made then
            }
        }
    }
}
