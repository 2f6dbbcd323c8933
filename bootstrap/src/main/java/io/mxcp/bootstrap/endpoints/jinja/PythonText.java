package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.interpret.OutputTooBigException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as Python's Jinja2 prints them: {@code True}, {@code ['a', 1]}, {@code {'k': None}}. What is no value prints nothing. */
final class PythonText {
    private static final int MAX_SCALE = 1000;

    private final StringBuilder text = new StringBuilder();

    private PythonText() {}

    /**
     * The text of a value; empty for what is undefined.
     *
     * @throws OutputTooBigException if a list or map becomes longer than a text may be
     */
    static String of(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof String string ? string : plain(value);
    }

    private static String plain(Object value) {
        if (value instanceof Collection<?> || value instanceof Map<?, ?> || value instanceof Map.Entry<?, ?>) {
            PythonText text = new PythonText();
            text.add(value);
            return text.text.toString();
        }
        return scalar(value);
    }

    private static String scalar(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        if (value instanceof BigDecimal number) {
            return Math.abs((long) number.scale()) > MAX_SCALE ? number.toString() : decimal(number);
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return real(number);
        }
        boolean known = value instanceof Number || value instanceof CharSequence || value instanceof Character;
        return known || Engine.isText(value) ? value.toString() : "";
    }

    /** With one digit behind the point at least, and none that says nothing. */
    private static String decimal(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return (shortest.scale() < 1 ? shortest.setScale(1) : shortest).toPlainString();
    }

    /** With an exponent where Python's {@code repr} has one. */
    private static String real(double number) {
        double size = Math.abs(number);
        if (size == 0 || (size >= 1e-4 && size < 1e16)) {
            return number == 0 ? Double.toString(number) : decimal(BigDecimal.valueOf(number));
        }
        String[] parts = Double.toString(number).split("E", -1);
        int exponent = Integer.parseInt(parts[1]);
        String digits = parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
        return digits + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    private void add(@Nullable Object value) {
        if (value == null) {
            text.append("None");
        } else if (value instanceof Collection<?> list) {
            addList(list);
        } else if (value instanceof Map<?, ?> map) {
            addMap(map);
        } else if (value instanceof Map.Entry<?, ?> entry) {
            addPair(entry);
        } else if (value instanceof CharSequence string) {
            addQuoted(string.toString());
        } else {
            text.append(scalar(value));
        }
        if (text.length() > JinjaTemplate.MAX_BYTES) {
            throw new OutputTooBigException(JinjaTemplate.MAX_BYTES, text.length());
        }
    }

    private void addList(Collection<?> list) {
        text.append('[');
        for (Iterator<?> elements = list.iterator(); elements.hasNext(); ) {
            add(elements.next());
            text.append(elements.hasNext() ? ", " : "");
        }
        text.append(']');
    }

    private void addMap(Map<?, ?> map) {
        text.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> members = map.entrySet().iterator(); members.hasNext(); ) {
            Map.Entry<?, ?> member = members.next();
            add(member.getKey());
            text.append(": ");
            add(member.getValue());
            text.append(members.hasNext() ? ", " : "");
        }
        text.append('}');
    }

    private void addPair(Map.Entry<?, ?> pair) {
        text.append('(');
        add(pair.getKey());
        text.append(", ");
        add(pair.getValue());
        text.append(')');
    }

    private void addQuoted(String string) {
        char quote = string.contains("'") && !string.contains("\"") ? '"' : '\'';
        text.append(quote);
        string.chars().forEach(letter -> {
            switch (letter) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\\' -> text.append("\\\\");
                default -> text.append(letter == quote ? "\\" : "").append((char) letter);
            }
        });
        text.append(quote);
    }
}
