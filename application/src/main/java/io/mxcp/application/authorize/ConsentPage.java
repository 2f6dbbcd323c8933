package io.mxcp.application.authorize;

import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import java.util.Set;

/**
 * What the person must see before anything is sent to the provider (threat T13).
 *
 * @param handle names this flow in the form; good once
 * @param client who asks; its name is its own claim
 * @param redirectUri where the answer goes
 * @param scopes what it may do here
 * @param providerName what the provider is called
 * @param providerScopes what the provider will be asked for
 */
public record ConsentPage(
        Secret handle,
        Client client,
        RedirectUri redirectUri,
        Scopes scopes,
        ProviderId provider,
        String providerName,
        Set<String> providerScopes,
        Issuer issuer)
        implements StartAuthorization.Outcome {}
