package io.mxcp.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server answered. */
record Answer(int status, String body, HttpResponse<String> response) {
    static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.body(), response);
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    List<String> headers(String name) {
        return response.headers().allValues(name);
    }

    /** Where it redirects to; empty: nowhere. */
    String location() {
        return header("Location");
    }

    /** A parameter of where it redirects to; empty: it is not there. */
    String parameter(String name) {
        Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(location());
        return found.find() ? URLDecoder.decode(found.group(1), UTF_8) : "";
    }

    JsonObject json() {
        return JsonParser.parseString(body).getAsJsonObject();
    }

    /** A member of the JSON; empty: it is not there. */
    String json(String name) {
        JsonObject members = json();
        return members.has(name) ? members.get(name).getAsString() : "";
    }

    /** What a tool returned: a row, or whatever it promises. */
    JsonObject row() {
        return json().getAsJsonObject("result").getAsJsonObject("structuredContent");
    }

    /** The whole result of a method of MCP. */
    JsonObject result() {
        return json().getAsJsonObject("result");
    }

    /** The value of a hidden field of the page. */
    String field(String name) {
        Matcher field =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(body);
        if (!field.find()) {
            throw new AssertionError("no field " + name + " in " + status + " " + body);
        }
        return field.group(1);
    }
}
