package com.example.mxcp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests that end in time, follow no redirect, and read no more than they should. */
final class LighthouseHttp {
    private static final int MOST_BYTES = 256 * 1024;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** What the service said. */
    record Answer(int status, String body) {
        /** An empty object where it is none: then every member is missing. */
        JsonObject json() {
            try {
                JsonElement element = JsonParser.parseString(body);
                return element.isJsonObject() ? element.getAsJsonObject() : new JsonObject();
            } catch (JsonParseException noJson) {
                return new JsonObject();
            }
        }

        /** The member, if it is there and a text or a number; empty otherwise. */
        static String text(JsonObject json, String name) {
            JsonElement member = json.get(name);
            return member != null && member.isJsonPrimitive() ? member.getAsString() : "";
        }
    }

    /** One request; the step is for the operator, who reads it in the log. */
    Answer send(String step, HttpRequest.Builder request) throws ProviderException {
        try {
            HttpResponse<InputStream> response = http.send(
                    request.timeout(Duration.ofSeconds(10))
                            .header("Accept", "application/json")
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return new Answer(
                        response.statusCode(), new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
            }
        } catch (IOException failure) {
            // its message may quote the address or the answer
            throw new ProviderException(Failure.UNREACHABLE, step + ": Lighthouse cannot be reached; check url");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ProviderException(Failure.UNREACHABLE, step + ": interrupted");
        }
    }
}
