package io.mxcp.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Writes JSON in the fewest characters: nothing escaped that RFC 8259 §7 does not ask for, save U+2028 and U+2029; no exponents
 * where a number has fewer than 21 digits; half a surrogate pair becomes U+FFFD.
 */
public final class JsonText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final double PLAIN_FROM = 1e-7;
    private static final double PLAIN_BELOW = 1e21;

    private final StringBuilder out;

    private JsonText(StringBuilder out) {
        this.out = out;
    }

    /** The document as bytes of UTF-8. */
    public static byte[] bytes(JsonElement element) {
        return of(element).getBytes(UTF_8);
    }

    /** The document as text. */
    public static String of(JsonElement element) {
        StringBuilder out = new StringBuilder(256);
        append(out, element);
        return out.toString();
    }

    /** Adds the document to a text that is being made. */
    public static void append(StringBuilder out, JsonElement element) {
        new JsonText(out).value(element);
    }

    /** Adds a JSON text, quotes included, to a text that is being made. */
    public static void appendQuoted(StringBuilder out, CharSequence text) {
        new JsonText(out).quoted(text);
    }

    private void value(JsonElement element) {
        if (element instanceof JsonObject object) {
            object(object);
        } else if (element instanceof JsonArray array) {
            array(array);
        } else if (element instanceof JsonPrimitive primitive) {
            primitive(primitive);
        } else {
            out.append("null");
        }
    }

    private void object(JsonObject object) {
        char separator = '{';
        for (Map.Entry<String, JsonElement> member : object.entrySet()) {
            out.append(separator);
            quoted(member.getKey());
            out.append(':');
            value(member.getValue());
            separator = ',';
        }
        out.append(separator == '{' ? "{}" : "}");
    }

    private void array(JsonArray array) {
        char separator = '[';
        for (JsonElement item : array) {
            out.append(separator);
            value(item);
            separator = ',';
        }
        out.append(separator == '[' ? "[]" : "]");
    }

    private void primitive(JsonPrimitive primitive) {
        if (primitive.isString()) {
            quoted(primitive.getAsString());
        } else if (primitive.isNumber()) {
            number(primitive.getAsNumber());
        } else {
            out.append(primitive.getAsBoolean());
        }
    }

    private void number(Number number) {
        if (number instanceof BigDecimal decimal) {
            out.append(decimal.toPlainString());
        } else if (number instanceof Double real) {
            real(real);
        } else {
            out.append(number);
        }
    }

    private void real(double real) {
        double size = Math.abs(real);
        if (size >= PLAIN_FROM && size < PLAIN_BELOW) {
            out.append(BigDecimal.valueOf(real).toPlainString());
        } else {
            out.append(real);
        }
    }

    private void quoted(CharSequence text) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c) || isPairAt(text, i)) {
                continue;
            }
            out.append(text, written, i);
            escape(c);
            written = i + 1;
        }
        out.append(text, written, text.length()).append('"');
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c) && c != '\u2028' && c != '\u2029';
    }

    /** Whether this surrogate stands beside its other half. */
    private static boolean isPairAt(CharSequence text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> out.append(Character.isSurrogate(c) ? "\uFFFD" : unicode(c));
        }
    }

    private static String unicode(char c) {
        return "\\u" + HEX[c >> 12] + HEX[(c >> 8) & 0xF] + HEX[(c >> 4) & 0xF] + HEX[c & 0xF];
    }
}
