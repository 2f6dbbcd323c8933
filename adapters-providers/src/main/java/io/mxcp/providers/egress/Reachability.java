package io.mxcp.providers.egress;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpResponse;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * Tells an operator whether a server can be reached from here, and what time it is there. Sends nothing but GETs of its root, three at
 * most, without credentials, through the guard. Safe for use by many threads.
 */
public final class Reachability {
    private static final int TRIES = 3;

    private final EgressLimits limits;

    /** Within these limits. */
    public Reachability(EgressLimits limits) {
        this.limits = limits;
    }

    /** How far one got. */
    public enum Outcome {
        /** It answered: its name is known and, with https, its certificate is trusted. */
        REACHED,
        /** Its name is not known to the DNS of this machine. */
        UNKNOWN_HOST,
        /** It answers, but TLS does not come about. */
        TLS_FAILED,
        /** It did not answer in time. */
        TIME_OUT,
        /** Nobody listens there, or the connection broke. */
        NO_CONNECTION
    }

    /**
     * What came of it.
     *
     * @param date what the server's clock says, to the second, if it told
     */
    public record Result(Outcome outcome, Optional<Instant> date) {}

    /** The servers that a provider's settings name: scheme, host and port, each once; never a path, user or query. */
    public static List<URI> servers(ProviderSettings settings) {
        Set<URI> servers = new LinkedHashSet<>();
        settings.values().values().forEach(value -> server(value).ifPresent(servers::add));
        return servers.stream().sorted().toList();
    }

    /** The server of an address: its scheme, host and port; absent if it is none of the web. */
    public static Optional<URI> server(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (address.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            return Optional.empty();
        }
        String host = address.getHost().toLowerCase(Locale.ROOT);
        return Optional.of(URI.create(scheme + "://" + host + (address.getPort() < 0 ? "" : ":" + address.getPort())));
    }

    private static Optional<URI> server(Secret value) {
        String text = value.reveal();
        try {
            return text.startsWith("http") ? server(URI.create(text)) : Optional.empty();
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /**
     * Connects, and reads the head of the answer; whatever its status, the server is there. Comes again where a connection breaks:
     * TLS that is answered by something else while its first message is still being written looks like that, now and then.
     */
    public Result probe(URI server) {
        Result result = probeOnce(server);
        for (int tries = 1; tries < TRIES && result.outcome() == Outcome.NO_CONNECTION; tries++) {
            result = probeOnce(server);
        }
        return result;
    }

    private Result probeOnce(URI server) {
        try {
            return ask(server);
        } catch (UnknownHostException unknown) {
            return failed(Outcome.UNKNOWN_HOST);
        } catch (SSLException untrusted) {
            return failed(Outcome.TLS_FAILED);
        } catch (SocketTimeoutException slow) {
            return failed(Outcome.TIME_OUT);
        } catch (IOException refused) {
            return failed(Outcome.NO_CONNECTION);
        }
    }

    private Result ask(URI server) throws IOException {
        EgressGuard guard = new EgressGuard(Destinations.configured(List.of(server)), limits);
        try {
            HttpResponse response = guard.createRequestFactory()
                    .buildGetRequest(new GenericUrl(server + "/"))
                    .setFollowRedirects(false)
                    .setNumberOfRetries(0)
                    .setThrowExceptionOnExecuteError(false)
                    .setLoggingEnabled(false)
                    .setCurlLoggingEnabled(false)
                    .execute();
            response.disconnect();
            return new Result(
                    Outcome.REACHED,
                    Optional.ofNullable(response.getHeaders().getDate()).flatMap(Reachability::date));
        } finally {
            guard.shutdown();
        }
    }

    private static Optional<Instant> date(String header) {
        try {
            return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static Result failed(Outcome outcome) {
        return new Result(outcome, Optional.empty());
    }
}
