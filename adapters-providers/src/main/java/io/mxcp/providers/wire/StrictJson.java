package io.mxcp.providers.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one JSON object, or a list of them, from outside (RFC 8259), strictly and within bounds (T47): valid UTF-8, nothing after the object,
 * no member twice, 32 levels, 1,000 members or elements each, strings of 64 Ki characters, numbers of 20 digits.
 */
public final class StrictJson {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_MEMBERS = 1000;
    private static final int MAX_TEXT = 64 << 10;
    private static final int MAX_NUMBER = 20;

    private final JsonReader reader;
    private int depth;

    private StrictJson(JsonReader reader) {
        this.reader = reader;
    }

    /** The object, or nothing if the bytes are anything else. */
    public static Optional<JsonMembers> object(byte[] bytes) {
        return read(bytes, StrictJson::object);
    }

    /** The objects of a list, or nothing if the bytes are anything else than a list of objects. */
    public static Optional<List<JsonMembers>> objects(byte[] bytes) {
        return read(bytes, StrictJson::array)
                .filter(elements -> elements.stream().allMatch(JsonMembers.class::isInstance))
                .map(elements -> elements.stream().map(JsonMembers.class::cast).toList());
    }

    private static <T> Optional<T> read(byte[] bytes, Part<T> part) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            JsonReader reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            StrictJson json = new StrictJson(reader);
            T read = part.of(json);
            return reader.peek() == JsonToken.END_DOCUMENT ? Optional.of(read) : Optional.empty();
        } catch (IOException | IllegalStateException | NumberFormatException malformed) {
            // its message quotes the text: what is left to say is that it is no such JSON
            return Optional.empty();
        }
    }

    @FunctionalInterface
    private interface Part<T> {
        T of(StrictJson json) throws IOException;
    }

    private JsonMembers object() throws IOException {
        Map<String, Object> members = new HashMap<>();
        int count = 0;
        enter();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = bounded(reader.nextName());
            Object value = value();
            limit(++count <= MAX_MEMBERS);
            limit(members.put(name, value) == null);
        }
        reader.endObject();
        depth--;
        members.values().removeIf(Null.class::isInstance);
        return new JsonMembers(members);
    }

    private List<Object> array() throws IOException {
        List<Object> elements = new ArrayList<>();
        enter();
        reader.beginArray();
        while (reader.hasNext()) {
            elements.add(value());
            limit(elements.size() <= MAX_MEMBERS);
        }
        reader.endArray();
        depth--;
        return List.copyOf(elements);
    }

    private Object value() throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object();
            case BEGIN_ARRAY -> array();
            case STRING -> bounded(reader.nextString());
            case NUMBER -> number(reader.nextString());
            case BOOLEAN -> reader.nextBoolean();
            default -> nothing();
        };
    }

    private Null nothing() throws IOException {
        reader.nextNull();
        return Null.NULL;
    }

    private static BigDecimal number(String digits) throws IOException {
        limit(digits.length() <= MAX_NUMBER);
        return new BigDecimal(digits);
    }

    private static String bounded(String text) throws IOException {
        limit(text.length() <= MAX_TEXT);
        return text;
    }

    private void enter() throws IOException {
        limit(++depth <= MAX_DEPTH);
    }

    private static void limit(boolean kept) throws IOException {
        if (!kept) {
            throw new IOException("beyond the bounds");
        }
    }

    /** Stands for a JSON null, so that a second member of the same name is noticed. */
    private enum Null {
        NULL
    }
}
