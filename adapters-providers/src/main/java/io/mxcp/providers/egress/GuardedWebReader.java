package io.mxcp.providers.egress;

import io.mxcp.domain.query.WebException;
import io.mxcp.domain.query.WebException.Reason;
import io.mxcp.domain.query.WebReader;
import io.mxcp.domain.query.WebRequest;
import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;

/**
 * Reads documents of the web through the {@link EgressGuard}: https at public addresses, one GET, no redirect, no cookie, no
 * cache. A body may come packed by gzip; its size counts unpacked, and it is read no further than allowed.
 *
 * <p>One instance serves the process: connections are kept alive until it is closed. Safe for use by many threads.
 */
public final class GuardedWebReader implements WebReader, AutoCloseable {
    private static final int PIECE_BYTES = 16 * 1024;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final EgressGuard guard;

    /** @param innerNetwork whether private and loopback addresses may be read, and plain http from loopback: for development */
    public GuardedWebReader(boolean innerNetwork) {
        this(new EgressGuard(Destinations.web(innerNetwork), EgressLimits.STANDARD));
    }

    GuardedWebReader(EgressGuard guard) {
        this.guard = guard;
    }

    @Override
    public void read(WebRequest request, OutputStream into) throws WebException {
        String host = shown(request.address());
        long deadlineNanos = System.nanoTime() + request.limit().toNanos();
        try {
            try (Answer answer = guard.stream(request.address(), headers(request), deadlineNanos)) {
                requireDocument(answer, host);
                copy(unpacked(answer), into, request.maxBytes(), host);
            }
        } catch (RefusedDestinationException e) {
            throw new WebException(Reason.REFUSED, host + " may not be read: it is " + e.getMessage() + ".");
        } catch (IOException | IllegalArgumentException e) {
            throw failed(e, host);
        }
    }

    /** Ends its connections and threads; a later call makes new ones. */
    @Override
    public void close() {
        guard.shutdown();
    }

    private static Map<String, String> headers(WebRequest request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, Secret> header : request.headers().entrySet()) {
            headers.put(header.getKey(), header.getValue().reveal());
        }
        headers.put("Accept-Encoding", "gzip");
        return headers;
    }

    private static void requireDocument(Answer answer, String host) throws WebException {
        int status = answer.status();
        if (status == UNAUTHORIZED) {
            throw new WebException(
                    Reason.UNAUTHORIZED, host + " answered 401: it does not take the credentials of this request.");
        } else if (status / 100 == 3) {
            throw new WebException(
                    Reason.FAILED,
                    host + " answered " + status + ": redirects are not followed, use the final address.");
        } else if (status != OK) {
            throw new WebException(Reason.FAILED, host + " answered " + status + ".");
        }
    }

    private static InputStream unpacked(Answer answer) throws IOException, WebException {
        String encoding = answer.header("Content-Encoding").orElse("identity");
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "identity" -> answer.body();
            case "gzip", "x-gzip" -> new GZIPInputStream(answer.body(), PIECE_BYTES);
            default -> throw new WebException(Reason.FAILED, "The answer is packed in a way that was not asked for.");
        };
    }

    private static void copy(InputStream body, OutputStream into, long maxBytes, String host)
            throws IOException, WebException {
        byte[] piece = new byte[PIECE_BYTES];
        long left = maxBytes;
        for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
            left -= count;
            if (left < 0) {
                throw new WebException(
                        Reason.TOO_LARGE, "The answer of " + host + " has more than " + maxBytes + " bytes.");
            }
            into.write(piece, 0, count);
        }
    }

    /** No message of the client is repeated: it may hold the address. */
    private static WebException failed(Exception failure, String host) {
        if (failure instanceof UnknownHostException) {
            return new WebException(Reason.UNREACHABLE, "The name " + host + " is not known.");
        } else if (failure instanceof SocketTimeoutException) {
            return new WebException(Reason.UNREACHABLE, host + " took too long to answer.");
        } else if (failure instanceof InterruptedIOException) {
            return new WebException(Reason.UNREACHABLE, "Reading from " + host + " was interrupted.");
        } else if (failure instanceof SSLException) {
            return new WebException(
                    Reason.UNREACHABLE, host + " does not prove by a certificate that it is " + host + ".");
        } else if (failure instanceof IllegalArgumentException) {
            return new WebException(
                    Reason.REFUSED, "The address or a header for " + host + " cannot be sent as it is.");
        }
        return new WebException(
                Reason.UNREACHABLE,
                host + " cannot be read: " + failure.getClass().getSimpleName() + ".");
    }

    private static String shown(URI address) {
        return address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + address.getPort();
    }
}
