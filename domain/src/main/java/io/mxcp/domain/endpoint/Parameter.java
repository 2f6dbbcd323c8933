package io.mxcp.domain.endpoint;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One parameter of an endpoint; SQL sees it as {@code $name}.
 *
 * @param name letter or underscore first, then letters, digits, underscores
 * @param type what it accepts
 * @param defaultValue what holds when it is left out, which makes it optional; {@code SqlNull.NULL} is a default too
 */
public record Parameter(String name, ValueType type, Optional<Object> defaultValue) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if SQL could not name it
     */
    public Parameter {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a parameter name: letters, digits and underscores only");
        }
    }

    /** Whether a call must give it. */
    public boolean isRequired() {
        return defaultValue.isEmpty();
    }
}
