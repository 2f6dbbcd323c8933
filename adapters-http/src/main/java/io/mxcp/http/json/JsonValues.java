package io.mxcp.http.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.mxcp.domain.query.SqlNull;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON trees from the values of queries, and back. Dates and times are spelled as ISO 8601 with seconds, decimals without exponent,
 * bytes as base64, UUIDs as text. A floating-point value that is no number (NaN, the infinities) has no spelling in JSON
 * (RFC 8259 §6) and becomes {@code null}, as in JavaScript.
 */
public final class JsonValues {
    private JsonValues() {}

    /** Long, BigInteger, BigDecimal, String, Boolean, {@link SqlNull}, List or Map, as query parameters are. */
    public static Object toJava(JsonElement element) {
        if (element instanceof JsonObject object) {
            return map(object);
        }
        if (element instanceof JsonArray array) {
            return list(array);
        }
        return element instanceof JsonPrimitive primitive ? scalar(primitive) : SqlNull.NULL;
    }

    /** The members of an object, in order, each by {@link #toJava}. */
    public static Map<String, Object> map(JsonObject object) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.asMap().forEach((name, member) -> map.put(name, toJava(member)));
        return map;
    }

    private static List<Object> list(JsonArray array) {
        List<Object> list = new ArrayList<>(array.size());
        array.forEach(item -> list.add(toJava(item)));
        return list;
    }

    private static Object scalar(JsonPrimitive primitive) {
        if (primitive.isNumber()) {
            return primitive.getAsNumber();
        }
        return primitive.isBoolean() ? (Object) primitive.getAsBoolean() : primitive.getAsString();
    }

    /**
     * The tree of a value with leaves as {@code QueryResult} describes them; a {@link JsonElement} is its own tree.
     *
     * @throws IllegalArgumentException if a leaf is of another type
     */
    public static JsonElement toJson(Object value) {
        if (value instanceof JsonElement element) {
            return element;
        }
        if (value instanceof Map<?, ?> map) {
            return object(map);
        }
        return value instanceof Iterable<?> items ? array(items) : leaf(value);
    }

    private static JsonObject object(Map<?, ?> map) {
        JsonObject object = new JsonObject();
        map.forEach((name, member) -> object.add(name.toString(), toJson(member)));
        return object;
    }

    private static JsonArray array(Iterable<?> items) {
        JsonArray array = new JsonArray();
        items.forEach(item -> array.add(toJson(item)));
        return array;
    }

    private static JsonElement leaf(Object value) {
        if (value instanceof String text) {
            return new JsonPrimitive(text);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Boolean bool) {
            return new JsonPrimitive(bool);
        }
        if (value == SqlNull.NULL) {
            return JsonNull.INSTANCE;
        }
        return new JsonPrimitive(text(value));
    }

    private static JsonElement number(Number number) {
        if (number instanceof Double real) {
            return Double.isFinite(real) ? new JsonPrimitive(real) : JsonNull.INSTANCE;
        }
        if (number instanceof Long || number instanceof BigInteger || number instanceof BigDecimal) {
            return new JsonPrimitive(number);
        }
        return number instanceof Integer ? new JsonPrimitive(number.longValue()) : unknown(number);
    }

    private static String text(Object value) {
        if (value instanceof LocalTime time) {
            return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
        }
        if (value instanceof LocalDateTime dateTime) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(dateTime);
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        boolean printsItself = value instanceof TemporalAccessor
                || value instanceof java.time.temporal.TemporalAmount
                || value instanceof java.util.UUID;
        return printsItself ? value.toString() : unknown(value).toString();
    }

    private static JsonElement unknown(Object value) {
        throw new IllegalArgumentException(
                "no JSON spelling for " + value.getClass().getName());
    }
}
