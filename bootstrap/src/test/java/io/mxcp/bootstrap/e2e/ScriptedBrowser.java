package io.mxcp.bootstrap.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A browser without a screen, for signing in many people quickly: follows redirects, keeps cookies, posts forms. The
 * real one is Chromium.
 *
 * <p>One for each person. It never calls the landing address: that is where it stops.
 */
final class ScriptedBrowser {
    private static final int MOST_REDIRECTS = 10;

    private final HttpClient http;
    private final URI landing;
    private final Map<String, String> reachedAt;
    private final Map<String, String> cookies = new ConcurrentHashMap<>();

    /** @param landing the client's redirect URI */
    ScriptedBrowser(HttpClient http, URI landing) {
        this(http, landing, Map.of());
    }

    /** @param reachedAt by scheme and name that the browser shows, the scheme and address that answer it */
    ScriptedBrowser(HttpClient http, URI landing, Map<String, String> reachedAt) {
        this.http = http;
        this.landing = landing;
        this.reachedAt = reachedAt;
    }

    /** What was read last: a document, or (with status 0 and no content) the landing address with its query. */
    record Page(URI address, int status, String content) {
        HtmlForm form() {
            return HtmlForm.on(content, address);
        }
    }

    Page open(URI address) throws IOException, InterruptedException {
        return follow(HttpRequest.newBuilder(address), address);
    }

    Page submit(HtmlForm form, Map<String, String> filledIn) throws IOException, InterruptedException {
        return follow(
                HttpRequest.newBuilder(form.action())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", originOf(form.action()))
                        .POST(HttpRequest.BodyPublishers.ofString(form.encodedWith(filledIn))),
                form.action());
    }

    private Page follow(HttpRequest.Builder first, URI start) throws IOException, InterruptedException {
        HttpRequest.Builder request = first;
        URI address = start;
        for (int redirect = 0; redirect <= MOST_REDIRECTS; redirect++) {
            HttpResponse<String> answer = send(request, address);
            keepCookies(answer, address);
            if (answer.statusCode() / 100 != 3) {
                return new Page(address, answer.statusCode(), answer.body());
            }
            address = address.resolve(answer.headers().firstValue("Location").orElseThrow());
            if (isLanding(address)) {
                return new Page(address, 0, "");
            }
            request = HttpRequest.newBuilder(address);
        }
        throw new IOException("more than " + MOST_REDIRECTS + " redirects, the last to " + address);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, URI address)
            throws IOException, InterruptedException {
        String site = siteOf(address);
        String sent = cookies.entrySet().stream()
                .filter(cookie -> cookie.getKey().startsWith(site))
                .map(cookie -> cookie.getKey().substring(site.length()) + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        if (!sent.isEmpty()) {
            request.header("Cookie", sent);
        }
        request.uri(reached(address)).timeout(Duration.ofSeconds(30));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI reached(URI address) {
        String shown = originOf(address);
        return URI.create(
                reachedAt.getOrDefault(shown, shown) + address.toString().substring(shown.length()));
    }

    /** Paths are left out: both servers use names that do not clash. An emptied cookie is a deleted one. */
    private void keepCookies(HttpResponse<String> answer, URI address) {
        for (String header : answer.headers().allValues("Set-Cookie")) {
            String[] pair = header.split(";", 2)[0].split("=", 2);
            String name = siteOf(address) + pair[0].strip();
            if (pair[1].isEmpty() || header.contains("Max-Age=0")) {
                cookies.remove(name);
            } else {
                cookies.put(name, pair[1].strip());
            }
        }
    }

    private boolean isLanding(URI address) {
        return originOf(address).equals(originOf(landing)) && address.getPath().equals(landing.getPath());
    }

    private static String siteOf(URI address) {
        return originOf(address) + " ";
    }

    private static String originOf(URI address) {
        return address.getScheme() + "://" + address.getAuthority();
    }
}
