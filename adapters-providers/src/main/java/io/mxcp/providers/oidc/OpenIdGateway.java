package io.mxcp.providers.oidc;

import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderGateway.Revocation;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.secret.Secret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the gateways to all providers that speak OpenID Connect do alike, as the port says: only who they are, what their profiles mean,
 * and where their people's data is differ.
 */
public abstract class OpenIdGateway {
    private final OidcSignIn signIn;
    private final Map<String, String> authorizeParameters;

    /**
     * Over these parts.
     *
     * @param authorizeParameters added to the address that people sign in at
     */
    protected OpenIdGateway(OidcSignIn signIn, Map<String, String> authorizeParameters) {
        this.signIn = signIn;
        this.authorizeParameters = new LinkedHashMap<>(authorizeParameters);
    }

    /** Codes, tokens and user info. */
    protected final OidcSignIn signIn() {
        return signIn;
    }

    /** The scopes that the provider is asked for. */
    public final Set<String> requestedScopes() {
        return signIn.scopes().texts();
    }

    /** Where to send the person. */
    public final URI authorizationUri(SignInRequest request) throws ProviderException {
        return signIn.authorizationUri(request, authorizeParameters);
    }

    /** Reads what the provider sent back with the person. */
    public final Secret readCallback(CallbackParameters answer) throws ProviderException {
        return signIn.readCallback(answer);
    }

    /** Redeems the provider's code. */
    public final ProviderTokens exchange(Secret code, SignInRequest request) throws ProviderException {
        return signIn.exchange(code, request);
    }

    /** Gets new tokens by the refresh token. */
    public final ProviderTokens refresh(ProviderTokens current) throws ProviderException {
        return signIn.refresh(current);
    }

    /** Ends the grant at the provider. */
    public final Revocation revoke(ProviderTokens tokens) throws ProviderException {
        return signIn.revoke(tokens);
    }

    /** Ends the connections to the provider, and their threads. */
    public final void close() {
        signIn.close();
    }
}
