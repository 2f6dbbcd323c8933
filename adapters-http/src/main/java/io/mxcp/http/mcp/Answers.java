package io.mxcp.http.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.mxcp.http.json.JsonText;
import java.util.Optional;

/** The JSON-RPC envelopes, written without a tree around what is written already. */
final class Answers {
    private static final String BEGIN = "{\"jsonrpc\":\"2.0\"";

    private final String modernTail;

    /** @param meta what {@code _meta} says in each result of the newest revision */
    Answers(JsonObject meta) {
        modernTail = ",\"resultType\":\"complete\",\"_meta\":" + JsonText.of(meta) + "}";
    }

    /** A result that was written before. */
    static byte[] result(JsonPrimitive id, String result) {
        StringBuilder out = new StringBuilder(result.length() + 64);
        begin(out, id).append(",\"result\":").append(result).append('}');
        return out.toString().getBytes(UTF_8);
    }

    /** An error; without id where none could be read. */
    static byte[] error(Optional<JsonPrimitive> id, RpcException refused) {
        JsonObject error = new JsonObject();
        error.addProperty("code", refused.code());
        error.addProperty("message", String.valueOf(refused.getMessage()));
        refused.data().ifPresent(data -> error.add("data", data));
        StringBuilder out = new StringBuilder(256);
        id.ifPresentOrElse(known -> begin(out, known), () -> out.append(BEGIN));
        JsonText.append(out.append(",\"error\":"), error);
        return out.append('}').toString().getBytes(UTF_8);
    }

    /**
     * What a tool gave: as text, and as a structure. Up to 2025-11-25 a structure is an object (server/tools, "Structured Content"),
     * so that anything else is wrapped in one.
     */
    byte[] toolValue(JsonPrimitive id, Revision revision, JsonElement value) {
        String text = JsonText.of(value);
        StringBuilder out = new StringBuilder(text.length() * 2 + 512);
        content(begin(out, id), text).append(",\"structuredContent\":");
        boolean wrapped = revision == Revision.LEGACY && !value.isJsonObject();
        if (wrapped) {
            out.append("{\"result\":").append(text).append('}');
        } else {
            out.append(text);
        }
        return end(out.append(",\"isError\":false"), revision);
    }

    /** Why a tool gave nothing, for the model to do better. */
    byte[] toolFault(JsonPrimitive id, Revision revision, String fault) {
        StringBuilder out = new StringBuilder(fault.length() + 512);
        content(begin(out, id), fault).append(",\"isError\":true");
        return end(out, revision);
    }

    /** A result made for this caller, which has members. */
    byte[] object(JsonPrimitive id, Revision revision, JsonObject result) {
        StringBuilder out = new StringBuilder(1024);
        JsonText.append(begin(out, id).append(",\"result\":"), result);
        out.setLength(out.length() - 1); // more members may follow
        return end(out, revision);
    }

    private static StringBuilder content(StringBuilder out, String text) {
        out.append(",\"result\":{\"content\":[{\"type\":\"text\",\"text\":");
        JsonText.appendQuoted(out, text);
        return out.append("}]");
    }

    private static StringBuilder begin(StringBuilder out, JsonPrimitive id) {
        out.append(BEGIN).append(",\"id\":");
        JsonText.append(out, id);
        return out;
    }

    private byte[] end(StringBuilder out, Revision revision) {
        out.append(revision == Revision.MODERN ? modernTail : "}").append('}');
        return out.toString().getBytes(UTF_8);
    }
}
