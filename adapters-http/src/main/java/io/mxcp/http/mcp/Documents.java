package io.mxcp.http.mcp;

import com.google.gson.JsonObject;
import io.mxcp.application.endpoint.EndpointCatalog;
import io.mxcp.http.json.JsonText;
import io.mxcp.http.json.JsonValues;

/** What the server says of itself, the same for everybody. */
final class Documents {
    private static final long TTL_MILLISECONDS = 60_000;

    private final ServerInfo server;
    private final JsonObject capabilities;
    private final String discover;

    Documents(ServerInfo server, EndpointCatalog catalog) {
        this.server = server;
        this.capabilities = capabilities(catalog);
        this.discover = JsonText.of(discovered());
    }

    /** The answer to {@code server/discover} (2026-07-28, server/discover). */
    String discover() {
        return discover;
    }

    /** The answer to {@code initialize}: the revision that was asked for, or else our newest of that kind; no session. */
    String initialized(String requested) {
        JsonObject result = new JsonObject();
        result.addProperty(
                "protocolVersion", Protocol.LEGACY_VERSIONS.contains(requested) ? requested : Protocol.LEGACY);
        result.add("capabilities", capabilities);
        result.add("serverInfo", implementation(server));
        server.instructions().ifPresent(text -> result.addProperty("instructions", text));
        return JsonText.of(result);
    }

    private JsonObject discovered() {
        JsonObject result = new JsonObject();
        result.add("supportedVersions", JsonValues.toJson(Protocol.VERSIONS));
        result.add("capabilities", capabilities);
        server.instructions().ifPresent(text -> result.addProperty("instructions", text));
        addCacheHints(result, TTL_MILLISECONDS);
        return complete(result, meta(server));
    }

    /** What {@code _meta} says in each result of the newest revision. */
    static JsonObject meta(ServerInfo server) {
        JsonObject meta = new JsonObject();
        meta.add(Protocol.META_SERVER, implementation(server));
        return meta;
    }

    /** A result of the newest revision. */
    static JsonObject complete(JsonObject result, JsonObject meta) {
        result.addProperty("resultType", "complete");
        result.add(Protocol.META, meta);
        return result;
    }

    /** For so long may clients keep a result; only they, since it was made for a token. */
    static void addCacheHints(JsonObject result, long milliseconds) {
        result.addProperty("ttlMs", milliseconds);
        result.addProperty("cacheScope", "private");
    }

    /** Only of what there is; and of nothing that clients are told when it changes, since it does not while the server runs. */
    private static JsonObject capabilities(EndpointCatalog catalog) {
        JsonObject capabilities = new JsonObject();
        if (!catalog.tools().isEmpty()) {
            capabilities.add("tools", new JsonObject());
        }
        if (Lists.hasResources(catalog)) {
            capabilities.add("resources", new JsonObject());
        }
        if (!catalog.prompts().isEmpty()) {
            capabilities.add("prompts", new JsonObject());
        }
        return capabilities;
    }

    private static JsonObject implementation(ServerInfo server) {
        JsonObject implementation = new JsonObject();
        implementation.addProperty("name", server.name());
        implementation.addProperty("version", server.version());
        return implementation;
    }
}
