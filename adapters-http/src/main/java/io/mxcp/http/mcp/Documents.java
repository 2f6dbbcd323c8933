package io.mxcp.http.mcp;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.mxcp.domain.endpoint.Annotations;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.domain.endpoint.ValueType.Kind;
import io.mxcp.http.json.JsonText;
import io.mxcp.http.json.JsonValues;
import java.util.List;
import java.util.Map;

/** The results that are the same for everybody, written once at start. */
final class Documents {
    private static final long TTL_MILLISECONDS = 60_000;

    private final ServerInfo server;
    private final String discover;
    private final String modernTools;
    private final String legacyTools;

    Documents(ServerInfo server, List<Tool> tools) {
        this.server = server;
        this.discover = JsonText.of(discovered(server));
        this.modernTools = JsonText.of(cacheable(list(tools), server));
        this.legacyTools = JsonText.of(list(tools));
    }

    /** The answer to {@code server/discover} (2026-07-28, server/discover). */
    String discover() {
        return discover;
    }

    /** The answer to {@code tools/list}. */
    String tools(Revision revision) {
        return revision == Revision.MODERN ? modernTools : legacyTools;
    }

    /** The answer to {@code initialize}: the revision that was asked for, or else our newest of that kind; no session. */
    String initialized(String requested) {
        JsonObject result = new JsonObject();
        result.addProperty(
                "protocolVersion", Protocol.LEGACY_VERSIONS.contains(requested) ? requested : Protocol.LEGACY);
        result.add("capabilities", capabilities());
        result.add("serverInfo", implementation(server));
        server.instructions().ifPresent(text -> result.addProperty("instructions", text));
        return JsonText.of(result);
    }

    /** What {@code _meta} says in each result of the newest revision. */
    static JsonObject meta(ServerInfo server) {
        JsonObject meta = new JsonObject();
        meta.add(Protocol.META_SERVER, implementation(server));
        return meta;
    }

    private static JsonObject discovered(ServerInfo server) {
        JsonObject result = new JsonObject();
        result.add("supportedVersions", JsonValues.toJson(Protocol.VERSIONS));
        result.add("capabilities", capabilities());
        server.instructions().ifPresent(text -> result.addProperty("instructions", text));
        return cacheable(result, server);
    }

    /** A result that clients may keep for a minute; only they, since it was made for a token. */
    private static JsonObject cacheable(JsonObject result, ServerInfo server) {
        result.addProperty("resultType", "complete");
        result.addProperty("ttlMs", TTL_MILLISECONDS);
        result.addProperty("cacheScope", "private");
        result.add(Protocol.META, meta(server));
        return result;
    }

    private static JsonObject capabilities() {
        return JsonValues.toJson(Map.of("tools", Map.of())).getAsJsonObject();
    }

    private static JsonObject implementation(ServerInfo server) {
        JsonObject implementation = new JsonObject();
        implementation.addProperty("name", server.name());
        implementation.addProperty("version", server.version());
        return implementation;
    }

    private static JsonObject list(List<Tool> tools) {
        JsonArray array = new JsonArray();
        tools.forEach(tool -> array.add(described(tool)));
        JsonObject result = new JsonObject();
        result.add("tools", array);
        return result;
    }

    private static JsonObject described(Tool tool) {
        JsonObject described = new JsonObject();
        described.addProperty("name", tool.name());
        tool.annotations().title().ifPresent(title -> described.addProperty("title", title));
        tool.description().ifPresent(text -> described.addProperty("description", text));
        described.add("inputSchema", Schemas.input(tool));
        // a schema of another kind only the newest revision knows
        tool.result()
                .filter(type -> type.kind() == Kind.OBJECT)
                .ifPresent(type -> described.add("outputSchema", Schemas.of(type)));
        JsonObject annotations = annotations(tool.annotations());
        if (annotations.size() > 0) {
            described.add("annotations", annotations);
        }
        return described;
    }

    private static JsonObject annotations(Annotations given) {
        JsonObject annotations = new JsonObject();
        given.title().ifPresent(title -> annotations.addProperty("title", title));
        given.readOnlyHint().ifPresent(hint -> annotations.addProperty("readOnlyHint", hint));
        given.destructiveHint().ifPresent(hint -> annotations.addProperty("destructiveHint", hint));
        given.idempotentHint().ifPresent(hint -> annotations.addProperty("idempotentHint", hint));
        given.openWorldHint().ifPresent(hint -> annotations.addProperty("openWorldHint", hint));
        return annotations;
    }
}
