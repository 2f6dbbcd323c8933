package io.mxcp.bootstrap.config;

import io.mxcp.domain.client.Client;
import io.mxcp.domain.provider.ClaimMappings;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.KeyRing;
import io.mxcp.domain.token.Lifetimes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who signs people in, and who may ask for them.
 *
 * @param provider made from its section
 * @param providerName what people call it
 * @param settings what the provider was made from, defaults filled in
 * @param callbackPath where the provider sends people back to, below the issuer; begins with a slash
 * @param claimMappings which capabilities follow from what the provider says of a person
 * @param clients the configured ones; none of them receives codes at our own callback
 * @param requiredScopes what every token must carry; empty: being signed in is enough
 * @param persistence where state is kept; absent: in memory
 * @param rawExternalToken whether SQL that a caller wrote may see the provider token itself
 */
public record AuthConfig(
        ProviderGateway provider,
        String providerName,
        ProviderSettings settings,
        String callbackPath,
        ClaimMappings claimMappings,
        List<Client> clients,
        Scopes requiredScopes,
        Optional<Persistence> persistence,
        Lifetimes lifetimes,
        boolean rawExternalToken) {
    /** Copies the list. */
    public AuthConfig {
        clients = List.copyOf(clients);
    }

    /**
     * State in a SQLite database.
     *
     * @param file absolute
     * @param keys the configured keys of this server; absent: one is kept in a file beside the database
     */
    public record Persistence(Path file, Optional<KeyRing> keys) {}
}
