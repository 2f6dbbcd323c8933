package io.mxcp.providers.egress;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one class that opens connections to the outside.
 *
 * <p>Connects only where {@link Destinations} allows; follows no redirect, keeps no cookie, asks no authenticator or proxy of
 * the process, logs nothing, sends no POST twice; ends every call within its total time, however slowly the answer drips, and
 * reads at most {@link #MAX_BYTES} of it. Connections are kept alive, so one instance serves a provider for the life of the
 * process. Safe for use by many threads.
 *
 * <p>It stands on the JDK's client, not on {@code HttpURLConnection}: that one sends a POST a second time when a kept
 * connection has died, or else loses the body of a 401.
 */
public final class EgressGuard extends HttpTransport {
    /** What is read of an answer as it arrives, before it is unpacked. */
    public static final int MAX_BYTES = 1 << 20;

    private final Connections connections;
    private final Destinations destinations;
    private final EgressLimits limits;

    /** A guard that lets through to these destinations, within these limits. */
    public EgressGuard(Destinations destinations, EgressLimits limits) {
        this(new Connections(limits.connect()), destinations, limits);
    }

    private EgressGuard(Connections connections, Destinations destinations, EgressLimits limits) {
        this.connections = connections;
        this.destinations = destinations;
        this.limits = limits;
    }

    /** The same connections, for a call that has only so much of its time left. */
    public EgressGuard within(Duration left) {
        return new EgressGuard(connections, destinations, new EgressLimits(limits.connect(), limits.read(), left));
    }

    /** How long a call may take. */
    public EgressLimits limits() {
        return limits;
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) {
        return new GuardedRequest(this, method, URI.create(url));
    }

    LowLevelHttpResponse send(String method, URI target, Map<String, String> headers, byte[] body) throws IOException {
        destinations.check(target);
        HttpRequest.BodyPublisher content =
                body.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target).timeout(limits.read()).method(method, content);
        headers.forEach(request::header);
        return new GuardedResponse(await(
                connections.client().sendAsync(request.build(), head -> new BoundedBody(MAX_BYTES)), limits.total()));
    }

    /**
     * Asks for one document, whose body is then read as it arrives; the one who reads it bounds and closes it.
     *
     * @param deadlineNanos when it is over, by {@code System.nanoTime()}, reading included
     */
    HttpResponse<InputStream> stream(URI target, Map<String, String> headers, long deadlineNanos) throws IOException {
        destinations.check(target);
        HttpRequest.Builder request = HttpRequest.newBuilder(target).GET();
        headers.forEach(request::header);
        long left = Math.max(1, deadlineNanos - System.nanoTime());
        return await(
                connections.client().sendAsync(request.build(), head -> new StreamedBody(deadlineNanos)),
                Duration.ofNanos(left));
    }

    private <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> answer, Duration total) throws IOException {
        try {
            return answer.get(total.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            answer.cancel(true);
            throw new SocketTimeoutException("the answer took too long in all");
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for an answer");
        } catch (ExecutionException failed) {
            throw translated(failed);
        }
    }

    /** No type of the client leaves this package. */
    private static IOException translated(ExecutionException failed) {
        if (failed.getCause() instanceof HttpTimeoutException) {
            return new SocketTimeoutException("no connection or no answer in time");
        }
        return failed.getCause() instanceof IOException cause ? cause : new IOException("the call failed");
    }

    /** Made at the first call, not at start-up: its TLS context alone takes a tenth of a second. */
    private static final class Connections {
        private final Duration connect;
        private Optional<HttpClient> client = Optional.empty();

        Connections(Duration connect) {
            this.connect = connect;
        }

        synchronized HttpClient client() {
            if (client.isEmpty()) {
                client = Optional.of(HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .connectTimeout(connect)
                        .build());
            }
            return client.get();
        }
    }
}
