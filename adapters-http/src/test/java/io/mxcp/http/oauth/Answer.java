package io.mxcp.http.oauth;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.util.List;

/** An answer of the server under test. */
record Answer(HttpResponse<String> response) {
    int status() {
        return response.statusCode();
    }

    String body() {
        return response.body();
    }

    /** The value of a header; empty if it is not there. */
    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    List<String> headers(String name) {
        return response.headers().allValues(name);
    }

    String location() {
        return header("Location");
    }

    JsonObject json() {
        return JsonParser.parseString(body()).getAsJsonObject();
    }

    /** A member of the JSON object, as text. */
    String json(String name) {
        return json().get(name).getAsString();
    }

    /** A value of the page's form. */
    String field(String name) {
        String start = "name=\"" + name + "\" value=\"";
        int from = body().indexOf(start) + start.length();
        return body().substring(from, body().indexOf('"', from));
    }
}
