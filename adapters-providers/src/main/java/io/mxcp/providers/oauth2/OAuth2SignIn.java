package io.mxcp.providers.oauth2;

import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderGateway.Revocation;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.scope.Scope;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The sign-in at a provider that speaks OAuth 2 without ID tokens (RFC 6749 §4.1), for the gateways to build on. Safe for
 * use by many threads.
 */
public final class OAuth2SignIn {
    private final String issuer;
    private final Endpoints endpoints;
    private final String clientId;
    private final Scopes scopes;
    private final TokenEndpoint tokens;

    /**
     * Signs people in as this client.
     *
     * @param issuer who the provider is, in callbacks and in the identity of its people
     */
    public OAuth2SignIn(String issuer, Endpoints endpoints, String clientId, Scopes scopes, TokenEndpoint tokens) {
        this.issuer = issuer;
        this.endpoints = endpoints;
        this.clientId = clientId;
        this.scopes = scopes;
        this.tokens = tokens;
    }

    /** Who the provider is. */
    public String issuer() {
        return issuer;
    }

    /** What is asked for. */
    public Set<String> requestedScopes() {
        return scopes.values().stream().map(Scope::value).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The address to send the person to; the extras are the provider's own parameters. */
    public URI authorizationUri(SignInRequest request, Map<String, String> extras) {
        return FrontChannel.authorizationUri(endpoints.authorization(), clientId, scopes, request, extras);
    }

    /** The code in a callback. */
    public Secret readCallback(CallbackParameters answer) throws ProviderException {
        return FrontChannel.readCallback(answer, Optional.of(issuer), false);
    }

    /** Redeems a code. */
    public TokenAnswer exchange(Secret code, SignInRequest request) throws ProviderException {
        return tokens.exchange(endpoints.token(), code, request);
    }

    /** What the first answer for a grant gives. */
    public ProviderTokens first(TokenAnswer answer, Map<String, String> facts) {
        return answer.first(scopes, facts);
    }

    /** Redeems the refresh token. */
    public TokenAnswer refresh(ProviderTokens current) throws ProviderException {
        return tokens.refresh(endpoints.token(), current);
    }

    /** Ends the grant, where the provider has an endpoint for it (RFC 7009). */
    public Revocation revoke(ProviderTokens current) throws ProviderException {
        return endpoints.revocation().isPresent()
                ? tokens.revoke(endpoints.revocation().get(), current)
                : Revocation.NOT_SUPPORTED;
    }
}
