package io.mxcp.providers.oidc;

import io.mxcp.domain.provider.ProviderException;
import java.util.Optional;

/** Where an OpenID provider's metadata comes from. Safe for use by many threads. */
public sealed interface MetadataSource {
    /**
     * The metadata that holds now.
     *
     * @throws ProviderException if there is none yet and none can be had
     */
    OidcMetadata current() throws ProviderException;

    /** What is known already; asks nobody. */
    Optional<OidcMetadata> known();

    /** Known from the configuration. */
    record Fixed(OidcMetadata current) implements MetadataSource {
        @Override
        public Optional<OidcMetadata> known() {
            return Optional.of(current);
        }
    }

    /** Published by the provider. */
    record Published(Discovery discovery) implements MetadataSource {
        @Override
        public OidcMetadata current() throws ProviderException {
            return discovery.metadata();
        }

        @Override
        public Optional<OidcMetadata> known() {
            return discovery.known();
        }
    }
}
