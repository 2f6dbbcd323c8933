package io.mxcp.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Sends like a client that keeps connections. The server closes one after some refusals, and may do so at the moment at which it is
 * used again; a client then opens another (RFC 9112 §9.5). Java's does so by itself for GET only.
 */
public final class KeptConnections {
    private static final String CLOSED_BEFORE_AN_ANSWER = "header parser received no bytes";

    private KeptConnections() {}

    /** The same, without waiting. */
    public static CompletableFuture<HttpResponse<String>> sendAsync(HttpClient http, HttpRequest request) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString(UTF_8))
                .exceptionallyCompose(fault -> isClosedBeforeAnAnswer(
                                fault instanceof CompletionException && fault.getCause() != null
                                        ? fault.getCause()
                                        : fault)
                        ? http.sendAsync(request, HttpResponse.BodyHandlers.ofString(UTF_8))
                        : CompletableFuture.failedFuture(fault));
    }

    private static boolean isClosedBeforeAnAnswer(Throwable fault) {
        return fault instanceof IOException
                && String.valueOf(fault.getMessage()).contains(CLOSED_BEFORE_AN_ANSWER);
    }

    /** Sends, and once more if the kept connection turned out to be closed. */
    public static HttpResponse<String> send(HttpClient http, HttpRequest request)
            throws IOException, InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        } catch (IOException closed) {
            if (!isClosedBeforeAnAnswer(closed)) {
                throw closed;
            }
            return http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        }
    }
}
