package io.mxcp.bootstrap.benchmarks;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A public client with the browser of its person, for signing in at the demo provider: consent page, provider's page, back, token. Uses
 * the pair of verifier and challenge of RFC 7636, appendix B. Its cookies go everywhere: the provider has none of its own. For one thread.
 */
final class SigningClient {
    private static final String LANDING = "http://127.0.0.1:9/callback";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String METADATA = """
            {"client_name":"Benchmark","redirect_uris":["%s"],"token_endpoint_auth_method":"none",
            "grant_types":["authorization_code","refresh_token"]}
            """.formatted(LANDING);
    private static final Pattern ACTION = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");
    private static final int MOST_REDIRECTS = 5;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> cookies = new HashMap<>();
    private final URI base;
    private final String id;

    private SigningClient(URI base) throws IOException, InterruptedException {
        this.base = base;
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/register"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(METADATA));
        this.id = json(send(request)).get("client_id").getAsString();
    }

    static SigningClient register(URI base) throws IOException, InterruptedException {
        return new SigningClient(base);
    }

    String id() {
        return id;
    }

    /** The audience of its tokens. */
    String resource() {
        return base.resolve("/mcp").toString();
    }

    /** Takes one of the demo's people through; the token answer. */
    JsonObject signIn(String person) throws IOException, InterruptedException {
        cookies.clear();
        HttpResponse<String> consent = browse(HttpRequest.newBuilder(authorizationUrl()));
        HttpResponse<String> provider = submit(consent, "decision", "approve");
        HttpResponse<String> landed = submit(provider, "person", person);
        String location = landed.headers().firstValue("Location").orElseThrow();
        Matcher code = Pattern.compile("[?&]code=([^&]*)").matcher(location);
        if (!code.find()) {
            throw new IOException("no code in " + location);
        }
        return redeem(code.group(1));
    }

    /** The body of a refresh request. */
    String refresh(String token) {
        return form(
                Map.of("grant_type", "refresh_token", "refresh_token", token, "client_id", id, "resource", resource()));
    }

    private JsonObject redeem(String code) throws IOException, InterruptedException {
        Map<String, String> parameters = Map.of(
                "grant_type", "authorization_code",
                "code", code,
                "redirect_uri", LANDING,
                "code_verifier", VERIFIER,
                "client_id", id,
                "resource", resource());
        return json(send(post(base.resolve("/token"), form(parameters))));
    }

    private URI authorizationUrl() {
        return base.resolve("/authorize?"
                + form(Map.of(
                        "response_type",
                        "code",
                        "client_id",
                        id,
                        "redirect_uri",
                        LANDING,
                        "state",
                        "state-of-this-client",
                        "code_challenge",
                        CHALLENGE,
                        "code_challenge_method",
                        "S256",
                        "resource",
                        resource())));
    }

    private HttpResponse<String> submit(HttpResponse<String> page, String button, String value)
            throws IOException, InterruptedException {
        Matcher action = ACTION.matcher(page.body());
        if (!action.find()) {
            throw new IOException("no form at " + page.uri() + ":\n" + page.body());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(page.body());
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2));
        }
        fields.put(button, value);
        URI target = page.uri().resolve(action.group(1));
        return browse(post(target, form(fields)).header("Origin", target.getScheme() + "://" + target.getAuthority()));
    }

    /** Follows redirects, but never to the client. */
    private HttpResponse<String> browse(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request);
        for (int redirect = 0; redirect < MOST_REDIRECTS; redirect++) {
            Optional<String> location = answer.headers().firstValue("Location");
            if (location.isEmpty() || location.get().startsWith(LANDING)) {
                break;
            }
            answer = send(HttpRequest.newBuilder(answer.uri().resolve(location.get())));
        }
        return answer;
    }

    private static HttpRequest.Builder post(URI address, String form) {
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        if (!cookies.isEmpty()) {
            request.header("Cookie", String.join("; ", cookies.values()));
        }
        HttpResponse<String> answer =
                http.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String pair = cookie.split(";", 2)[0];
            cookies.put(pair.split("=", 2)[0], pair);
        }
        if (answer.statusCode() >= 400) {
            throw new IOException(answer.statusCode() + " from " + answer.uri().getPath() + ": " + answer.body());
        }
        return answer;
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
