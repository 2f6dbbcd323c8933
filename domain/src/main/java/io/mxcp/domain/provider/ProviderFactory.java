package io.mxcp.domain.provider;

import java.time.InstantSource;
import java.util.List;

/**
 * Makes the gateways of one provider type from its section of the configuration. Found by {@link java.util.ServiceLoader};
 * an implementation has a public constructor without arguments.
 */
public interface ProviderFactory {
    /** The type, as {@code auth.provider} names it. */
    ProviderId type();

    /** How people call it, on pages and in messages. */
    default String displayName() {
        return type().value();
    }

    /** The keys of its section: they feed validation, defaults and help. */
    List<ProviderSetting> settings();

    /**
     * Makes a gateway. Opens no connection: a provider that is down never stops the start.
     *
     * @param settings all required keys are there, defaults filled in, no unknown key
     * @throws IllegalArgumentException if a value cannot be used; the message names the key and quotes no secret
     */
    ProviderGateway create(ProviderSettings settings, InstantSource clock);
}
