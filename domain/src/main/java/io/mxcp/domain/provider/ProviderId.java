package io.mxcp.domain.provider;

import java.util.regex.Pattern;

/**
 * The name of a provider type: what the configuration calls it, what {@code get_user_provider()} tells, and the first
 * segment of its callback path. Lower-case letters, digits and hyphens, at most 32.
 */
public record ProviderId(String value) {
    private static final Pattern SYNTAX = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /**
     * Checks the syntax.
     *
     * @throws IllegalArgumentException if the text is no such name
     */
    public ProviderId {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("not a provider name: lower-case letters, digits and hyphens only");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
