package io.mxcp.providers.egress;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/**
 * Kept connections, each to an address that {@link Destinations} let through for its server. The client behind them is made at
 * the first call, not at start-up: its TLS context alone takes a tenth of a second. Safe for use by many threads.
 */
final class Connections implements AutoCloseable {
    private static final int MOST_THREADS = 64;
    private static final int HEAD_BYTES = 64 * 1024;

    /** SQL may name any number of them below an allowed domain. */
    private static final Duration FORGET_SERVERS_AFTER = Duration.ofMinutes(1);

    /** A name of a header (RFC 9110 §5.6.2). */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** Its value (RFC 9110 §5.5). */
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");

    /** What the connection says of itself. */
    private static final Set<String> OURS =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

    private final Destinations destinations;
    private final Duration connect;
    private final Callable<SSLContext> tls;
    private Optional<HttpClient> client = Optional.empty();

    /** Trusts the certificates that this Java trusts. */
    Connections(Destinations destinations, Duration connect) {
        this(destinations, connect, SSLContext::getDefault);
    }

    /** @param tls asked once, when the first call is made */
    Connections(Destinations destinations, Duration connect, Callable<SSLContext> tls) {
        this.destinations = destinations;
        this.connect = connect;
        this.tls = tls;
    }

    /**
     * A GET of this address, yet to be sent.
     *
     * @throws RefusedDestinationException if it is none that may be asked, whatever its name means
     * @throws IllegalArgumentException if a header cannot be sent as it is
     */
    Request request(URI target, Map<String, String> headers) throws IOException {
        destinations.check(target);
        headers.forEach(Connections::check);
        Request request = client().newRequest(target);
        return request.headers(fields -> headers.forEach(fields::put));
    }

    private static void check(String name, String value) {
        if (!TOKEN.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("a header that would not arrive as it is");
        }
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("a header that belongs to the connection");
        }
    }

    private synchronized HttpClient client() throws IOException {
        if (client.isEmpty()) {
            client = Optional.of(started(newClient()));
        }
        return client.get();
    }

    private HttpClient newClient() throws IOException {
        SslContextFactory.Client trust = new SslContextFactory.Client();
        try {
            trust.setSslContext(tls.call());
        } catch (Exception e) {
            throw new SSLException("this Java has no TLS", e);
        }
        ClientConnector connector = new ClientConnector();
        connector.setSslContextFactory(trust);
        connector.setConnectTimeout(connect);
        connector.setSelectors(1);
        HttpClient made = new HttpClient(new HttpClientTransportOverHTTP(connector));
        made.setExecutor(threads());
        made.setScheduler(new ScheduledExecutorScheduler("egress-times", true));
        made.setSocketAddressResolver(this::resolve);
        made.setFollowRedirects(false);
        made.setHttpCookieStore(new HttpCookieStore.Empty());
        made.setMaxResponseHeadersSize(HEAD_BYTES);
        made.setDestinationIdleTimeout(FORGET_SERVERS_AFTER.toMillis());
        made.setUseInputDirectByteBuffers(false);
        made.setUseOutputDirectByteBuffers(false);
        return made;
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 1);
        threads.setName("egress");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        return threads;
    }

    /** What the client brings along of its own comes when it starts, and goes. */
    @SuppressWarnings("IllegalCatch") // its start may throw anything
    private static HttpClient started(HttpClient made) throws IOException {
        try {
            made.start();
        } catch (InterruptedException e) {
            LifeCycle.stop(made);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while connecting");
        } catch (Exception e) {
            LifeCycle.stop(made);
            throw new IOException("no connection can be made", e);
        }
        made.getContentDecoderFactories().clear();
        made.getProtocolHandlers().remove(RedirectProtocolHandler.NAME);
        made.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
        made.getProtocolHandlers().remove(ProxyAuthenticationProtocolHandler.NAME);
        return made;
    }

    /** On a thread that may wait for the system's resolver: the one that asks has a deadline. */
    @SuppressWarnings("NullAway") // the client puts it there
    private void resolve(
            String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> addresses) {
        Destination destination = (Destination) context.get(Destination.CONTEXT_KEY);
        destination.getHttpClient().getExecutor().execute(() -> {
            try {
                List<InetSocketAddress> checked = new ArrayList<>();
                for (InetAddress address : destinations.addressesOf(
                        URI.create(destination.getOrigin().asString()))) {
                    // by the name that was asked for: TLS proves the name which the address bears
                    InetAddress named = InetAddress.getByAddress(host, address.getAddress());
                    checked.add(new InetSocketAddress(named, port));
                }
                addresses.succeeded(checked);
            } catch (IOException | RuntimeException e) {
                addresses.failed(e);
            }
        });
    }

    @Override
    public synchronized void close() {
        client.ifPresent(made -> LifeCycle.stop(made));
        client = Optional.empty();
    }
}
