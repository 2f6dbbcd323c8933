package io.mxcp.bootstrap.config.keys;

import java.util.ArrayList;
import java.util.List;

/** Describes a settings file to people: a Markdown table for each section, in the order of the description. */
public final class Reference {
    private final StringBuilder text = new StringBuilder();

    private Reference() {}

    /** The tables of this file, below a heading with its name. */
    public static String of(String file, Value.Section keys) {
        Reference reference = new Reference();
        reference.text.append("## `").append(file).append("`\n");
        reference.table(keys);
        reference.below("", keys);
        return reference.text.toString();
    }

    private void below(String path, Value.Section section) {
        for (Key key : section.keys()) {
            describe(path.isEmpty() ? key.name() : path + "." + key.name(), key.value());
        }
    }

    private void describe(String path, Value value) {
        if (value instanceof Value.Section section) {
            text.append("\n### `").append(path).append("`\n");
            table(section);
            below(path, section);
        } else if (value instanceof Value.MapOf map) {
            describe(path + ".<" + map.label() + ">", map.value());
        } else if (value instanceof Value.ListOf list) {
            describe(path + "[]", list.element());
        }
    }

    private void table(Value.Section section) {
        text.append("\n| key | type | default | meaning |\n|---|---|---|---|\n");
        section.keys().forEach(key -> text.append(row(key)));
    }

    private static String row(Key key) {
        String usual = key.required()
                ? "**required**"
                : key.defaultText().map(Reference::code).orElse("");
        return "| `" + key.name() + "` | " + kind(key.value()) + " | " + usual + " | "
                + key.help().replace("|", "\\|") + " |\n";
    }

    private static String code(String value) {
        return value.isEmpty() ? "empty" : "`" + value + "`";
    }

    private static String kind(Value value) {
        if (value instanceof Value.Text text) {
            return text.kind();
        }
        if (value instanceof Value.Choice choice) {
            List<String> choices = new ArrayList<>(choice.choices());
            choices.replaceAll(Reference::code);
            return String.join(", ", choices);
        }
        if (value instanceof Value.Whole whole) {
            return whole.from() + " to " + whole.to();
        }
        if (value instanceof Plain plain) {
            return plain.label();
        }
        return value instanceof Value.ListOf ? "list" : value instanceof Value.MapOf ? "map" : "section";
    }
}
