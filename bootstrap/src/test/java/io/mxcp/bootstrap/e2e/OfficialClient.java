package io.mxcp.bootstrap.e2e;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One run of an official MCP client: what it is told, and what came of it. */
final class OfficialClient {
    /** The newer client in both protocol revisions, and the older one. */
    static final String V2_2025 = "v2-2025-11-25";

    static final String V2_2026 = "v2-2026-07-28";
    static final String SDK = "sdk";

    private final JsonObject parameters = new JsonObject();
    private final Map<String, String> environment = new HashMap<>();

    OfficialClient(String client, URI server) {
        parameters.addProperty("client", client);
        parameters.addProperty("server", server.toString());
        parameters.add("calls", new JsonArray());
        parameters.add("pauses", new JsonArray());
    }

    OfficialClient person(Person person) {
        parameters.add("person", person.credentials());
        return this;
    }

    /** Picks the demo's person of this number, from 0. */
    OfficialClient demoPerson(int number) {
        JsonObject person = new JsonObject();
        person.addProperty("number", number);
        parameters.add("person", person);
        return this;
    }

    /** Runs with these environment variables besides. */
    OfficialClient with(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    OfficialClient denying() {
        parameters.addProperty("decision", "deny");
        return this;
    }

    /** Keeps registration and tokens in {@code state}, and starts from what is there. */
    OfficialClient remembering(Path state) {
        parameters.addProperty("state", state.toAbsolutePath().toString());
        return this;
    }

    /** Forgets the access token first, so that the client has to refresh. */
    OfficialClient refreshing() {
        parameters.addProperty("refresh", true);
        return this;
    }

    OfficialClient pausingAt(String... names) {
        Stream.of(names).forEach(parameters.getAsJsonArray("pauses")::add);
        return this;
    }

    /** Calls {@code tool} without arguments, {@code times} times in parallel. */
    OfficialClient calling(String tool, int times) {
        JsonObject call = new JsonObject();
        call.addProperty("name", tool);
        call.addProperty("times", times);
        parameters.getAsJsonArray("calls").add(call);
        return this;
    }

    /** Calls {@code tool}, and cancels the call after a second. */
    OfficialClient abandoning(String tool) {
        JsonObject call = new JsonObject();
        call.addProperty("name", tool);
        call.addProperty("abandonedAfter", 1_000);
        parameters.getAsJsonArray("calls").add(call);
        return this;
    }

    NodeScript start() throws IOException {
        return NodeScript.start("mcp-client.mjs", parameters, environment);
    }

    JsonObject run() throws IOException, InterruptedException {
        try (NodeScript script = start()) {
            return script.result();
        }
    }

    /** What the calls of {@code tool} returned, in their order. */
    static List<JsonElement> answers(JsonObject result, String tool) {
        return StreamSupport.stream(result.getAsJsonArray("results").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(answer -> answer.get("name").getAsString().equals(tool))
                .map(OfficialClient::value)
                .toList();
    }

    private static JsonElement value(JsonObject answer) {
        String text = answer.get("text").getAsString();
        if (answer.get("isError").getAsBoolean()) {
            throw new AssertionError("the tool failed: " + text);
        }
        return JsonParser.parseString(text);
    }
}
