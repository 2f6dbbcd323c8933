package io.mxcp.domain.provider;

import io.mxcp.domain.secret.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The values in a provider's section of the configuration, by key. Prints the keys only. */
public record ProviderSettings(Map<String, Secret> values) {
    /** Copies the map. */
    public ProviderSettings {
        values = Map.copyOf(values);
    }

    /** Settings of plain texts; empty texts count as absent. */
    public static ProviderSettings of(Map<String, String> texts) {
        Map<String, Secret> values = new HashMap<>();
        texts.forEach((key, text) -> {
            if (!text.isEmpty()) {
                values.put(key, Secret.of(text));
            }
        });
        return new ProviderSettings(values);
    }

    /**
     * A value that must be there.
     *
     * @throws IllegalArgumentException if it is not
     */
    public Secret required(String key) {
        return optional(key).orElseThrow(() -> new IllegalArgumentException(key + " is missing"));
    }

    /** A value that may be absent. */
    public Optional<Secret> optional(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public String toString() {
        return "ProviderSettings" + values.keySet();
    }
}
