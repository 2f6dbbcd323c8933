package io.mxcp.http.mcp;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.mxcp.http.json.JsonException;
import io.mxcp.http.json.JsonLimits;
import io.mxcp.http.json.StrictJson;
import java.util.Optional;

/**
 * One JSON-RPC message of a client: a request, or without id a notification.
 *
 * @param id text or number, given back as it came; absent from notifications
 * @param params empty if there were none
 */
record Message(Optional<JsonPrimitive> id, String method, JsonObject params) {

    /** Whether nobody waits for an answer. */
    boolean isNotification() {
        return id.isEmpty();
    }

    /** The JSON object of a body, which need not yet be a message. */
    static JsonObject parse(byte[] body) throws RpcException {
        try {
            JsonElement element = StrictJson.parse(body, JsonLimits.MCP);
            if (element.isJsonArray()) {
                throw RpcException.invalidRequest("batches are not supported; send one message a request");
            }
            if (!element.isJsonObject()) {
                throw RpcException.invalidRequest("a message is a JSON object");
            }
            return element.getAsJsonObject();
        } catch (JsonException refused) {
            throw refused.reason() == JsonException.Reason.MALFORMED
                    ? RpcException.parseError(refused.description())
                    : RpcException.invalidRequest(refused.description());
        }
    }

    /** The id, if there is one that an error can be sent back with. */
    static Optional<JsonPrimitive> idOf(JsonObject object) {
        return Optional.ofNullable(object.get("id"))
                .filter(id -> isText(id) || isPlainNumber(id))
                .map(JsonElement::getAsJsonPrimitive);
    }

    /** The message that the object is. */
    static Message of(JsonObject object) throws RpcException {
        if (!object.has("method") && (object.has("result") || object.has("error"))) {
            throw RpcException.invalidRequest("nothing was asked of the client, so it has nothing to answer");
        }
        Optional<JsonPrimitive> id = idOf(object);
        if (object.has("id") && id.isEmpty()) {
            throw RpcException.invalidRequest("the id must be a text, or a number that every program can hold");
        }
        if (!new JsonPrimitive("2.0").equals(object.get("jsonrpc"))) {
            throw RpcException.invalidRequest("jsonrpc must be \"2.0\"");
        }
        return new Message(id, text(object, "method"), params(object));
    }

    private static JsonObject params(JsonObject object) throws RpcException {
        JsonElement params = member(object, "params");
        if (params.isJsonNull()) {
            return new JsonObject();
        }
        if (!params.isJsonObject()) {
            throw RpcException.invalidRequest("params must be an object");
        }
        return params.getAsJsonObject();
    }

    private static String text(JsonObject object, String name) throws RpcException {
        return textOf(object, name).orElseThrow(() -> RpcException.invalidRequest(name + " must be a text"));
    }

    /** The member of this name, or JSON's null. */
    static JsonElement member(JsonObject object, String name) {
        return object.has(name) ? object.get(name) : JsonNull.INSTANCE;
    }

    /** The text of a member, if it is one. */
    static Optional<String> textOf(JsonObject object, String name) {
        JsonElement element = member(object, name);
        return isText(element) ? Optional.of(element.getAsString()) : Optional.empty();
    }

    /** The arguments of a call; none if there are none. */
    static JsonObject argumentsOf(JsonObject params) throws RpcException {
        JsonElement arguments = member(params, "arguments");
        if (arguments.isJsonNull()) {
            return new JsonObject();
        }
        if (!arguments.isJsonObject()) {
            throw RpcException.invalidParams("params.arguments must be an object");
        }
        return arguments.getAsJsonObject();
    }

    private static boolean isText(JsonElement element) {
        return element instanceof JsonPrimitive primitive && primitive.isString();
    }

    /** What is infinite to most programs would come back to them as another id than they sent, or as no JSON at all. */
    private static boolean isPlainNumber(JsonElement element) {
        return element instanceof JsonPrimitive primitive
                && primitive.isNumber()
                && Double.isFinite(primitive.getAsDouble());
    }
}
