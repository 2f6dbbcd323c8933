package io.mxcp.providers.egress;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;

/**
 * The one way to the outside.
 *
 * <p>Connects only where {@link Destinations} allows, and to the very addresses that were checked; follows no redirect, keeps no
 * cookie, asks no authenticator or proxy of the process, logs nothing, sends no POST twice; ends every call within its total time,
 * however slowly a name is found or the answer drips, and reads at most {@link #MAX_BYTES} of it. Connections are kept alive, so
 * one instance serves a provider for the life of the process. Safe for use by many threads.
 *
 * <p>It stands on Jetty's client. {@code HttpURLConnection} sends a POST a second time when a kept connection has died, or else
 * loses the body of a 401; that one and the JDK's {@code HttpClient} look a name up again after whoever checked it.
 */
public final class EgressGuard extends HttpTransport {
    /** What is read of an answer as it arrives, before it is unpacked. */
    public static final int MAX_BYTES = 1 << 20;

    private final Connections connections;
    private final EgressLimits limits;

    /** A guard that lets through to these destinations, within these limits. */
    public EgressGuard(Destinations destinations, EgressLimits limits) {
        this(new Connections(destinations, limits.connect()), limits);
    }

    EgressGuard(Connections connections, EgressLimits limits) {
        this.connections = connections;
        this.limits = limits;
    }

    /** The same connections, for a call that has only so much of its time left. */
    public EgressGuard within(Duration left) {
        return new EgressGuard(connections, new EgressLimits(limits.connect(), limits.read(), left));
    }

    /** How long a call may take. */
    public EgressLimits limits() {
        return limits;
    }

    /** Ends its connections and threads; a later call makes new ones. */
    @Override
    public void shutdown() {
        connections.close();
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) {
        return new GuardedRequest(this, method, URI.create(url));
    }

    LowLevelHttpResponse send(String method, URI target, Map<String, String> headers, byte[] body) throws IOException {
        long deadlineNanos = System.nanoTime() + limits.total().toNanos();
        Request request = connections.request(target, headers).method(method);
        if (body.length > 0) {
            request.body(new BytesRequestContent(body));
        }
        try (Answer answer = open(request, limits.read(), deadlineNanos)) {
            byte[] content = answer.body().readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new OversizedAnswerException();
            }
            return new GuardedResponse(answer, content);
        }
    }

    /**
     * Asks for one document, whose body is then read as it arrives; the one who reads it bounds and closes it.
     *
     * @param deadlineNanos when it is over, by {@code System.nanoTime()}, reading included
     */
    Answer stream(URI target, Map<String, String> headers, long deadlineNanos) throws IOException {
        Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
        return open(connections.request(target, headers), left, deadlineNanos);
    }

    /** The name is looked up, the connection made and the answer awaited on other threads: this one can give up at any time. */
    private static Answer open(Request request, Duration read, long deadlineNanos) throws IOException {
        long leftNanos = Math.max(1, deadlineNanos - System.nanoTime());
        long leftMillis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(leftNanos)); // none would mean no limit
        request.timeout(leftMillis, TimeUnit.MILLISECONDS).idleTimeout(leftMillis, TimeUnit.MILLISECONDS);
        InputStreamResponseListener answer = new InputStreamResponseListener();
        request.send(answer);
        try {
            return new Answer(answer.get(Math.min(leftNanos, read.toNanos()), TimeUnit.NANOSECONDS), answer);
        } catch (TimeoutException slow) {
            Answer.hangUp(request);
            throw new SocketTimeoutException("no connection or no answer in time");
        } catch (InterruptedException interrupted) {
            Answer.hangUp(request);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for an answer");
        } catch (ExecutionException failed) {
            throw Answer.translated(Optional.ofNullable(failed.getCause()));
        }
    }
}
