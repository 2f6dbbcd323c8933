package io.mxcp.providers.oauth2;

import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderGateway.Revocation;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.oauth2.OAuth2Parts.Traits;
import io.mxcp.providers.wire.ProviderHttp;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sign-in at a provider that speaks OAuth 2 without ID tokens (RFC 6749 §4.1), for the gateways to build on. Safe for
 * use by many threads.
 */
public final class OAuth2SignIn implements AutoCloseable {
    private final String clientId;
    private final Traits traits;
    private final Map<String, String> parameters;
    private final TokenEndpoint tokens;
    private final ProviderHttp http;

    OAuth2SignIn(Section section, Traits traits, TokenEndpoint tokens, ProviderHttp http) {
        this.clientId = section.clientId();
        this.parameters = section.authorizeParameters();
        this.traits = traits;
        this.tokens = tokens;
        this.http = http;
    }

    /** Who the provider is. */
    public String issuer() {
        return traits.issuer();
    }

    /** What is asked for. */
    public Set<String> requestedScopes() {
        return traits.scopes().texts();
    }

    /** The address to send the person to; the extras are the provider's own parameters, which the operator's replace. */
    public URI authorizationUri(SignInRequest request, Map<String, String> extras) {
        Map<String, String> all = new LinkedHashMap<>(extras);
        all.putAll(parameters);
        URI endpoint = traits.endpoints().authorization();
        return FrontChannel.authorizationUri(endpoint, clientId, traits.scopes(), request, all);
    }

    /** The code in a callback. */
    public Secret readCallback(CallbackParameters answer) throws ProviderException {
        return FrontChannel.readCallback(answer, Optional.of(traits.issuer()), false, traits.refusals());
    }

    /** Redeems a code. */
    public TokenAnswer exchange(Secret code, SignInRequest request) throws ProviderException {
        return tokens.exchange(traits.endpoints().token(), code, request);
    }

    /** What the first answer for a grant gives. */
    public ProviderTokens first(TokenAnswer answer, Map<String, String> facts) {
        return answer.first(traits.scopes(), facts);
    }

    /** Redeems the refresh token. */
    public TokenAnswer refresh(ProviderTokens current) throws ProviderException {
        return tokens.refresh(traits.endpoints().token(), current);
    }

    /** Ends the grant, where the provider has an endpoint for it (RFC 7009). */
    public Revocation revoke(ProviderTokens current) throws ProviderException {
        Optional<URI> endpoint = traits.endpoints().revocation();
        return endpoint.isPresent() ? tokens.revoke(endpoint.get(), current) : Revocation.NOT_SUPPORTED;
    }

    /** Ends the connections to the provider, and their threads. */
    @Override
    public void close() {
        http.close();
    }
}
