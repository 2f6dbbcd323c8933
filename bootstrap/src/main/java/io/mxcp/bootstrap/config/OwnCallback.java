package io.mxcp.bootstrap.config;

import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.secret.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * Where the provider sends people back to. Published examples list it as the redirect URI of a client that repeats our own
 * registration at the provider; a code of ours must never go there.
 */
record OwnCallback(Issuer issuer, String path, ProviderSettings provider) {
    /**
     * Whether this is our callback: by its full address, or, for a client that repeats our client ID at the provider, by its
     * path alone, since behind a proxy the configuration need not know our address.
     */
    boolean isMeantBy(RedirectUri uri, Optional<ClientId> client) {
        String asked = URI.create(uri.value()).getRawPath();
        if ((issuer.path() + path).equals(asked) && uri.isAt(issuer.displayHost())) {
            return true;
        }
        Optional<Secret> ours = provider.optional("client_id");
        boolean repeated = client.map(ClientId::value)
                .filter(id -> !id.isBlank())
                .map(Secret::of)
                .equals(ours);
        return repeated && ours.isPresent() && asked != null && asked.endsWith(path);
    }
}
