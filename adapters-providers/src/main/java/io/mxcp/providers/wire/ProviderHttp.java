package io.mxcp.providers.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpMethods;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.gson.JsonObject;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.egress.EgressGuard;
import io.mxcp.providers.egress.OversizedAnswerException;
import io.mxcp.providers.egress.RefusedDestinationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;

/**
 * Asks a provider, through the guard. A GET is tried three times at most, a POST or DELETE once; all tries together keep to the
 * total time. Safe for use by many threads.
 */
public final class ProviderHttp implements AutoCloseable {
    /** What is read of a token answer, unpacked. */
    public static final int TOKEN_ANSWER_BYTES = 256 << 10;

    /** What is read of a profile, unpacked. */
    public static final int PROFILE_BYTES = 1 << 20;

    private static final int GET_TRIES = 3;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(502, 503, 504);

    private final EgressGuard guard;

    /** All that is asked goes through this guard. */
    public ProviderHttp(EgressGuard guard) {
        this.guard = guard;
    }

    /**
     * Reads, and tries twice more if the provider is out of reach or overloaded.
     *
     * @throws ProviderException if there is no answer, or one that is too large
     */
    public Answer get(Step step, URI target, Map<String, String> headers, int maxBytes) throws ProviderException {
        long start = System.nanoTime();
        for (int tried = 1; ; tried++) {
            try {
                Answer answer = once(HttpMethods.GET, target, headers, Optional.empty(), maxBytes, start);
                if (!WORTH_ANOTHER_TRY.contains(answer.status())
                        || tried == GET_TRIES
                        || !pause(pauseAfter(answer, tried), start)) {
                    return answer;
                }
            } catch (IOException failed) {
                if (isFinal(failed) || tried == GET_TRIES || !pause(PAUSE.multipliedBy(tried), start)) {
                    throw failure(step, failed);
                }
            }
        }
    }

    /**
     * Sends a form, once and never again.
     *
     * @throws ProviderException if there is no answer, or one that is too large
     */
    public Answer post(Step step, URI target, Map<String, String> headers, Form form, int maxBytes)
            throws ProviderException {
        HttpContent content = new ByteArrayContent("application/x-www-form-urlencoded", form.toBytes());
        return send(step, HttpMethods.POST, target, headers, content, maxBytes);
    }

    /**
     * Sends a DELETE with a JSON object of texts, once and never again.
     *
     * @throws ProviderException if there is no answer, or one that is too large
     */
    public Answer delete(Step step, URI target, Map<String, String> headers, Map<String, Secret> members, int maxBytes)
            throws ProviderException {
        JsonObject object = new JsonObject();
        members.forEach((name, value) -> object.addProperty(name, value.reveal()));
        HttpContent content =
                new ByteArrayContent("application/json", object.toString().getBytes(UTF_8));
        return send(step, HttpMethods.DELETE, target, headers, content, maxBytes);
    }

    /** Ends the guard's connections and threads; a later call makes new ones. */
    @Override
    public void close() {
        guard.shutdown();
    }

    private Answer send(
            Step step, String method, URI target, Map<String, String> headers, HttpContent content, int maxBytes)
            throws ProviderException {
        try {
            return once(method, target, headers, Optional.of(content), maxBytes, System.nanoTime());
        } catch (IOException failed) {
            throw failure(step, failed);
        }
    }

    private Answer once(
            String method,
            URI target,
            Map<String, String> headers,
            Optional<HttpContent> content,
            int maxBytes,
            long start)
            throws IOException {
        GenericUrl url = new GenericUrl(target.toString(), true);
        var requests = guard.within(left(start)).createRequestFactory();
        HttpRequest request = requests.buildRequest(method, url, content.orElse(null));
        HttpHeaders sent = new HttpHeaders().setAcceptEncoding("identity").setUserAgent("mxcp-auth");
        headers.forEach(sent::set);
        request.setHeaders(sent)
                .setSuppressUserAgentSuffix(true)
                .setFollowRedirects(false)
                .setNumberOfRetries(0)
                .setThrowExceptionOnExecuteError(false)
                .setLoggingEnabled(false)
                .setCurlLoggingEnabled(false);
        HttpResponse response = request.execute();
        response.setLoggingEnabled(false);
        return read(response, maxBytes);
    }

    private static Answer read(HttpResponse response, int maxBytes) throws IOException {
        try (InputStream content = response.getContent()) {
            byte[] body = content == null ? new byte[0] : content.readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw new OversizedAnswerException();
            }
            return new Answer(response.getStatusCode(), headers(response), body);
        } catch (StackOverflowError empty) { // the JDK reads a member of gzip that is empty within the one before it
            throw new ZipException("an answer that is packed to do harm");
        }
    }

    private static Map<String, String> headers(HttpResponse response) {
        Map<String, String> headers = new HashMap<>();
        for (String name : response.getHeaders().keySet()) {
            String value = response.getHeaders().getFirstHeaderStringValue(name);
            if (value != null) {
                headers.put(name.toLowerCase(Locale.ROOT), value);
            }
        }
        return headers;
    }

    private Duration left(long start) throws SocketTimeoutException {
        Duration left = guard.limits().total().minusNanos(System.nanoTime() - start);
        if (left.isNegative() || left.isZero()) {
            throw new SocketTimeoutException("no time left");
        }
        return left;
    }

    /** Whether there is time for another try after the pause. */
    private boolean pause(Duration pause, long start) {
        Duration left = guard.limits().total().minusNanos(System.nanoTime() - start);
        if (pause.compareTo(LONGEST_PAUSE) > 0 || pause.compareTo(left) >= 0) {
            return false;
        }
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Duration pauseAfter(Answer answer, int tried) {
        return answer.header("retry-after")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(PAUSE.multipliedBy(tried));
    }

    private static boolean isFinal(IOException failed) {
        return failed instanceof OversizedAnswerException
                || failed instanceof RefusedDestinationException
                || failed instanceof ZipException;
    }

    /** Without the cause: the client's own messages may quote what came over the wire. */
    private static ProviderException failure(Step step, IOException failed) {
        if (isFinal(failed)) {
            String what = failed instanceof ZipException
                    ? "the answer cannot be unpacked"
                    : String.valueOf(failed.getMessage());
            return step.failed(Failure.INVALID_RESPONSE, what);
        }
        return step.failed(Failure.UNREACHABLE, "the provider cannot be reached (" + kind(failed) + ")");
    }

    private static String kind(IOException failed) {
        if (failed instanceof SocketTimeoutException) {
            return "time-out";
        }
        if (failed instanceof SSLException) {
            return "TLS: is its certificate trusted by this Java?";
        }
        if (failed instanceof UnknownHostException) {
            return "its host name is not known";
        }
        return failed instanceof ConnectException ? "connection refused" : "connection lost";
    }
}
