package io.mxcp.bootstrap.config.keys;

import java.util.Optional;

/**
 * One key of a settings file.
 *
 * @param value what stands behind it
 * @param required whether the file is refused without it
 * @param defaultText what holds without it, as written in a file
 * @param help for the operator, in one line
 */
public record Key(String name, Value value, boolean required, Optional<String> defaultText, String help) {
    /** A key that may be left out. */
    public static Key of(String name, Value value, String help) {
        return new Key(name, value, false, Optional.empty(), help);
    }

    /** A key that this server accepts and does nothing with. */
    public static Key notOffered(String name) {
        return of(name, Plain.ANY, "Not offered here; a warning says so.");
    }

    /** The same, but without it the file is refused. */
    public Key mandatory() {
        return new Key(name, value, true, defaultText, help);
    }

    /** The same, with what holds when it is left out. */
    public Key or(String text) {
        return new Key(name, value, required, Optional.of(text), help);
    }
}
