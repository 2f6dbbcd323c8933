package io.mxcp.http.oauth;

import io.mxcp.http.KeptConnections;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A client without a person, or a person's browser: keeps cookies, follows no redirect, says where a form comes from. */
final class Browser {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final Map<String, String> cookies = new LinkedHashMap<>();
    private final TestBroker broker;

    Browser(TestBroker broker) {
        this.broker = broker;
    }

    Answer get(String pathAndQuery) throws IOException, InterruptedException {
        return send(request(pathAndQuery).GET());
    }

    Answer post(String path, Map<String, String> form, String... headers) throws IOException, InterruptedException {
        return post(path, "application/x-www-form-urlencoded", Query.encode(form), headers);
    }

    Answer post(String path, String type, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    Answer method(String method, String path) throws IOException, InterruptedException {
        return send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    /** Presses a button of a consent page, as Chromium sends it under the page's referrer policy. */
    Answer decide(Answer page, String decision) throws IOException, InterruptedException {
        return decide(Map.of("flow", page.field("flow"), "token", page.field("token"), "decision", decision));
    }

    Answer decide(Map<String, String> form) throws IOException, InterruptedException {
        return post("/consent", form, "Origin", "null", "Sec-Fetch-Site", "same-origin");
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(broker.url(pathAndQuery)));
        return cookies.isEmpty() ? request : request.header("Cookie", cookieHeader());
    }

    private String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        Answer answer = new Answer(KeptConnections.send(HTTP, request.build()));
        answer.headers("Set-Cookie").forEach(this::keep);
        return answer;
    }

    private void keep(String setCookie) {
        String name = setCookie.substring(0, setCookie.indexOf('='));
        if (setCookie.contains("Max-Age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, setCookie.substring(setCookie.indexOf('=') + 1, setCookie.indexOf(';')));
        }
    }
}
