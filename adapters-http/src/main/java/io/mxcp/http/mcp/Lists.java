package io.mxcp.http.mcp;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.mxcp.application.endpoint.EndpointCatalog;
import io.mxcp.domain.endpoint.Annotations;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.Prompt;
import io.mxcp.domain.endpoint.Resource;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.domain.endpoint.ValueType.Kind;
import io.mxcp.http.contract.Schemas;
import io.mxcp.http.json.JsonText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The lists of what there is to call, read and get, the same for everybody and written once at start. Each has one page. There is always
 * a list of tools, of the others only where there are any.
 */
final class Lists {
    private static final long TTL_MILLISECONDS = 60_000;

    private final JsonObject meta;
    private final Map<String, String> modern = new HashMap<>();
    private final Map<String, String> legacy = new HashMap<>();

    Lists(ServerInfo server, EndpointCatalog catalog) {
        this.meta = Documents.meta(server);
        add("tools/list", "tools", catalog.tools(), Lists::tool);
        if (hasResources(catalog)) {
            add("resources/list", "resources", catalog.resources(), resource -> resource("uri", resource));
            add(
                    "resources/templates/list",
                    "resourceTemplates",
                    catalog.resourceTemplates(),
                    resource -> resource("uriTemplate", resource));
        }
        if (!catalog.prompts().isEmpty()) {
            add("prompts/list", "prompts", catalog.prompts(), Lists::prompt);
        }
    }

    static boolean hasResources(EndpointCatalog catalog) {
        return !catalog.resources().isEmpty() || !catalog.resourceTemplates().isEmpty();
    }

    private <T> void add(String method, String member, List<T> all, Function<T, JsonObject> described) {
        JsonArray array = new JsonArray();
        all.forEach(one -> array.add(described.apply(one)));
        JsonObject list = new JsonObject();
        list.add(member, array);
        legacy.put(method, JsonText.of(list));
        Documents.addCacheHints(list, TTL_MILLISECONDS);
        modern.put(method, JsonText.of(Documents.complete(list, meta)));
    }

    /** The answer to a method, if it asks for a list that there is. */
    Optional<String> find(String method, Revision revision) {
        return Optional.ofNullable((revision == Revision.MODERN ? modern : legacy).get(method));
    }

    private static JsonObject tool(Tool tool) {
        JsonObject described = new JsonObject();
        described.addProperty("name", tool.name());
        tool.annotations().title().ifPresent(title -> described.addProperty("title", title));
        tool.description().ifPresent(text -> described.addProperty("description", text));
        described.add("inputSchema", Schemas.input(tool.parameters()));
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

    /** Every resource must have a name; one without is named by its address. */
    private static JsonObject resource(String address, Resource resource) {
        JsonObject described = new JsonObject();
        described.addProperty(address, resource.uri().toString());
        described.addProperty("name", resource.name().orElse(resource.uri().toString()));
        resource.description().ifPresent(text -> described.addProperty("description", text));
        described.addProperty("mimeType", resource.mimeType());
        return described;
    }

    private static JsonObject prompt(Prompt prompt) {
        JsonObject described = new JsonObject();
        described.addProperty("name", prompt.name());
        prompt.description().ifPresent(text -> described.addProperty("description", text));
        JsonArray arguments = new JsonArray();
        prompt.parameters().forEach(parameter -> arguments.add(argument(parameter)));
        described.add("arguments", arguments);
        return described;
    }

    private static JsonObject argument(Parameter parameter) {
        JsonObject described = new JsonObject();
        described.addProperty("name", parameter.name());
        parameter.type().description().ifPresent(text -> described.addProperty("description", text));
        described.addProperty("required", parameter.isRequired());
        return described;
    }
}
