package io.mxcp.domain.provider;

import java.util.Optional;

/**
 * One key in a provider's section of the configuration.
 *
 * @param name as written in the file
 * @param required whether the start is refused without it
 * @param secret whether its value must never be shown
 * @param defaultValue what holds when it is left out
 * @param help one sentence for the operator
 */
public record ProviderSetting(
        String name, boolean required, boolean secret, Optional<String> defaultValue, String help) {
    /** A key that must be there. */
    public static ProviderSetting required(String name, String help) {
        return new ProviderSetting(name, true, false, Optional.empty(), help);
    }

    /** A key that must be there and never be shown. */
    public static ProviderSetting secret(String name, String help) {
        return new ProviderSetting(name, true, true, Optional.empty(), help);
    }

    /** A key with a default. */
    public static ProviderSetting withDefault(String name, String defaultValue, String help) {
        return new ProviderSetting(name, false, false, Optional.of(defaultValue), help);
    }

    /** A key that may be left out. */
    public static ProviderSetting optional(String name, String help) {
        return new ProviderSetting(name, false, false, Optional.empty(), help);
    }
}
