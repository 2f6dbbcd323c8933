package io.mxcp.bootstrap.e2e;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client finds that knows nothing but the address of the MCP endpoint: the challenge names the resource's metadata (RFC 9728
 * §5.1), that the authorization server, and that one's metadata (RFC 8414) its endpoints.
 */
record DiscoveredServer(URI resource, URI issuer, URI registration, URI authorization, URI token) {
    private static final Pattern METADATA = Pattern.compile("resource_metadata=\"([^\"]+)\"");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static DiscoveredServer at(URI mcp) throws IOException, InterruptedException {
        HttpResponse<String> challenge = send(HttpRequest.newBuilder(mcp)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        Matcher metadata = METADATA.matcher(
                challenge.headers().firstValue("WWW-Authenticate").orElse(""));
        if (challenge.statusCode() != 401 || !metadata.find()) {
            throw new IOException("no challenge that names metadata but " + challenge.statusCode());
        }
        JsonObject resource = document(URI.create(metadata.group(1)));
        URI issuer = URI.create(
                resource.getAsJsonArray("authorization_servers").get(0).getAsString());
        JsonObject server = document(issuer.resolve("/.well-known/oauth-authorization-server"));
        if (!address(resource, "resource").equals(mcp)
                || !address(server, "issuer").equals(issuer)) {
            throw new IOException("metadata of another resource or server");
        }
        return new DiscoveredServer(
                mcp,
                issuer,
                address(server, "registration_endpoint"),
                address(server, "authorization_endpoint"),
                address(server, "token_endpoint"));
    }

    private static JsonObject document(URI address) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(address));
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answers " + answer.statusCode());
        }
        return ScriptedClient.json(answer);
    }

    private static URI address(JsonObject document, String member) {
        return URI.create(document.get(member).getAsString());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
