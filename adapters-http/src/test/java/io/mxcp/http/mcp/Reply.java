package io.mxcp.http.mcp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.util.Optional;

/** What came back. */
record Reply(int status, HttpResponse<String> http) {
    Reply(HttpResponse<String> http) {
        this(http.statusCode(), http);
    }

    JsonObject json() {
        return JsonParser.parseString(http.body()).getAsJsonObject();
    }

    JsonObject result() {
        return json().getAsJsonObject("result");
    }

    JsonObject error() {
        return json().getAsJsonObject("error");
    }

    int code() {
        return error().get("code").getAsInt();
    }

    String text() {
        return result().getAsJsonArray("content")
                .get(0)
                .getAsJsonObject()
                .get("text")
                .getAsString();
    }

    JsonElement structured() {
        return result().get("structuredContent");
    }

    boolean isToolFault() {
        return result().get("isError").getAsBoolean();
    }

    Optional<String> header(String name) {
        return http.headers().firstValue(name);
    }
}
