package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.interpret.OutputTooBigException;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON as Jinja2's {@code tojson} writes it: keys sorted, ASCII only, and nothing in it that HTML would obey. */
final class PythonJson {
    private final StringBuilder text = new StringBuilder();
    private final int indent;

    /** @param indent spaces of each level; below zero: all on one line */
    PythonJson(int indent) {
        this.indent = indent;
    }

    String write(@Nullable Object value) {
        add(value, 1);
        return text.toString();
    }

    private void add(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((name, member) -> sorted.put(PythonText.of(name), member));
            addMembers(sorted, depth);
        } else if (value instanceof Collection<?> list) {
            addElements(list, depth);
        } else if (PythonValues.isText(value)) {
            addQuoted(PythonText.of(value));
        } else if (value instanceof Boolean flag) {
            text.append(flag);
        } else {
            text.append(value == null ? "null" : PythonText.of(value));
        }
        if (text.length() > JinjaTemplate.MAX_BYTES) {
            throw new OutputTooBigException(JinjaTemplate.MAX_BYTES, text.length());
        }
    }

    private void addMembers(Map<String, @Nullable Object> members, int depth) {
        text.append('{');
        Iterator<Map.Entry<String, @Nullable Object>> each = members.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<String, @Nullable Object> member = each.next();
            newLine(depth);
            addQuoted(member.getKey());
            text.append(": ");
            add(member.getValue(), depth + 1);
            comma(each.hasNext());
        }
        end(members.isEmpty(), depth, '}');
    }

    private void addElements(Collection<?> elements, int depth) {
        text.append('[');
        for (Iterator<?> each = elements.iterator(); each.hasNext(); ) {
            newLine(depth);
            add(each.next(), depth + 1);
            comma(each.hasNext());
        }
        end(elements.isEmpty(), depth, ']');
    }

    private void newLine(int depth) {
        if (indent >= 0) {
            text.append('\n').append(" ".repeat(indent * depth));
        }
    }

    private void comma(boolean more) {
        text.append(more ? "," : "").append(more && indent < 0 ? " " : "");
    }

    private void end(boolean empty, int depth, char bracket) {
        if (!empty) {
            newLine(depth - 1);
        }
        text.append(bracket);
    }

    private void addQuoted(String value) {
        text.append('"');
        value.chars().forEach(letter -> {
            switch (letter) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '<', '>', '&', '\'' -> text.append(String.format("\\u%04x", letter));
                default -> text.append(letter < ' ' || letter > '~' ? String.format("\\u%04x", letter) : (char) letter);
            }
        });
        text.append('"');
    }
}
