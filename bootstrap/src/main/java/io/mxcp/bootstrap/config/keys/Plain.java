package io.mxcp.bootstrap.config.keys;

/** Values that need no further description. */
public enum Plain implements Value {
    /** Anything: nobody describes it. */
    ANY("any"),
    /** One text; numbers and truth values count as written. */
    TEXT("text"),
    /** True or false. */
    FLAG("`true`, `false`"),
    /** Any number. */
    NUMBER("number"),
    /** A number of seconds, or a number with a unit. */
    TIME("duration"),
    /** A list of texts, or one text. */
    TEXTS("list, or text"),
    /** What a provider takes: a text, a list of texts, or a map of texts. */
    SETTING("text, list or map");

    private final String label;

    Plain(String label) {
        this.label = label;
    }

    /** How people call it. */
    String label() {
        return label;
    }
}
