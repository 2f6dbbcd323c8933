package io.mxcp.http.json;

import static io.mxcp.http.json.JsonException.Reason.MALFORMED;
import static io.mxcp.http.json.JsonException.Reason.REFUSED;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;

/**
 * Reads one JSON document from a stranger: exactly RFC 8259, nothing after the value, within {@link JsonLimits}, no member twice
 * (parsers disagree about which one counts: CVE-2025-61920), no half of a surrogate pair. Numbers become Long, BigInteger or BigDecimal.
 */
public final class StrictJson {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final JsonLimits limits;
    private final JsonReader reader;
    private int values;

    private StrictJson(JsonLimits limits, String text) {
        this.limits = limits;
        this.reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
    }

    /**
     * Reads a document.
     *
     * @throws JsonException if it is not JSON in UTF-8, or beyond a bound
     */
    public static JsonElement parse(byte[] document, JsonLimits limits) throws JsonException {
        if (document.length > limits.maxBytes()) {
            throw new JsonException(REFUSED, "the document is larger than " + limits.maxBytes() + " bytes");
        }
        return new StrictJson(limits, text(document)).document();
    }

    /** The text of a document: it does not begin with a byte order mark (RFC 8259 §8.1). */
    private static String text(byte[] document) throws JsonException {
        String text =
                Utf8.decode(document).orElseThrow(() -> new JsonException(MALFORMED, "the document is not UTF-8"));
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            throw new JsonException(MALFORMED, "the document begins with a byte order mark");
        }
        return text;
    }

    /**
     * Reads a document that must be an object.
     *
     * @throws JsonException if it is not JSON in UTF-8, beyond a bound, or no object
     */
    public static JsonObject parseObject(byte[] document, JsonLimits limits) throws JsonException {
        JsonElement element = parse(document, limits);
        if (!element.isJsonObject()) {
            throw new JsonException(REFUSED, "the document is not a JSON object");
        }
        return element.getAsJsonObject();
    }

    private JsonElement document() throws JsonException {
        try {
            JsonElement element = value(1);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw malformed();
            }
            return element;
        } catch (IOException | IllegalStateException notJson) {
            // the reader's message quotes the document: it stays inside
            throw malformed();
        }
    }

    private JsonElement value(int depth) throws IOException, JsonException {
        if (++values > JsonLimits.MAX_VALUES) {
            throw new JsonException(REFUSED, "the document holds more than " + JsonLimits.MAX_VALUES + " values");
        }
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object(nested(depth));
            case BEGIN_ARRAY -> array(nested(depth));
            case STRING -> new JsonPrimitive(text(reader.nextString()));
            case NUMBER -> new JsonPrimitive(JsonNumber.parse(reader.nextString()));
            case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
            case NULL -> nothing();
            default -> throw malformed();
        };
    }

    private static int nested(int depth) throws JsonException {
        if (depth > JsonLimits.MAX_DEPTH) {
            throw new JsonException(REFUSED, "the document is nested deeper than " + JsonLimits.MAX_DEPTH + " levels");
        }
        return depth + 1;
    }

    private JsonObject object(int depth) throws IOException, JsonException {
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = text(reader.nextName());
            if (object.has(name)) {
                throw new JsonException(REFUSED, "an object names a member twice");
            }
            if (object.size() == JsonLimits.MAX_MEMBERS) {
                throw new JsonException(REFUSED, "an object has more than " + JsonLimits.MAX_MEMBERS + " members");
            }
            object.add(name, value(depth));
        }
        reader.endObject();
        return object;
    }

    private JsonArray array(int depth) throws IOException, JsonException {
        JsonArray array = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(value(depth));
        }
        reader.endArray();
        return array;
    }

    private JsonElement nothing() throws IOException {
        reader.nextNull();
        return JsonNull.INSTANCE;
    }

    private String text(String text) throws JsonException {
        if (text.length() > limits.maxStringLength()) {
            throw new JsonException(REFUSED, "a text is longer than " + limits.maxStringLength() + " characters");
        }
        return text;
    }

    private static JsonException malformed() {
        return new JsonException(MALFORMED, "the document is not valid JSON (RFC 8259)");
    }
}
