package io.mxcp.application.authorize;

import io.mxcp.application.registration.Clients;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.grant.AuthorizationRequest;
import io.mxcp.domain.grant.FlowSecrets;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.grant.PendingAuthorization;
import io.mxcp.domain.grant.PendingAuthorizationRepository;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.scope.ScopePolicy;
import io.mxcp.domain.secret.Sealer;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.token.Lifetimes;
import java.time.InstantSource;
import java.util.Optional;

/** Begins a flow (RFC 6749 §4.1.1): checks the request and asks the person. Nothing is sent to the provider yet. */
public final class StartAuthorization {
    private final AuthorizationChecks checks;
    private final PendingAuthorizationRepository pending;
    private final ProviderGateway gateway;
    private final String providerName;
    private final Sealer sealer;
    private final SecretGenerator generator;
    private final Lifetimes lifetimes;
    private final InstantSource clock;

    /** A flow over these parts. */
    public StartAuthorization(
            Clients clients,
            ScopePolicy scopes,
            PendingAuthorizationRepository pending,
            ProviderGateway gateway,
            String providerName,
            Sealer sealer,
            SecretGenerator generator,
            Lifetimes lifetimes,
            InstantSource clock) {
        this.checks = new AuthorizationChecks(clients, scopes);
        this.pending = pending;
        this.gateway = gateway;
        this.providerName = providerName;
        this.sealer = sealer;
        this.generator = generator;
        this.lifetimes = lifetimes;
        this.clock = clock;
    }

    /** What comes of a request: our page, an error for the client, or a page of refusal. */
    public sealed interface Outcome permits ConsentPage, RedirectToClient, RefusedOnPage {}

    /** Begins a flow for the server of this name. */
    public Outcome start(AuthorizationParameters parameters, Issuer issuer) {
        try {
            Client client = checks.client(parameters);
            RedirectUri redirectUri = checks.redirectUri(parameters, client, issuer);
            return ask(parameters, client, redirectUri, issuer);
        } catch (PageRefusal refusal) {
            return refusal.page();
        }
    }

    private Outcome ask(AuthorizationParameters parameters, Client client, RedirectUri redirectUri, Issuer issuer) {
        Optional<Secret> state = checks.state(parameters);
        try {
            AuthorizationRequest request = checks.request(parameters, client, redirectUri, issuer);
            return page(client, request, keep(request, state));
        } catch (OAuthException refused) {
            return new RedirectToClient(new AuthorizationResponse.Refused(
                    redirectUri, refused.code(), refused.description(), state, issuer));
        }
    }

    /** Keeps the request and returns the handle by which the page finds it again. */
    private Secret keep(AuthorizationRequest request, Optional<Secret> state) {
        Secret handle = generator.secret();
        FlowSecrets secrets = new FlowSecrets(state, generator.secret(), generator.secret());
        pending.save(new PendingAuthorization(
                SecretHash.of(handle),
                request,
                secrets.seal(sealer, handle),
                clock.instant().plus(lifetimes.consentPage())));
        return handle;
    }

    private ConsentPage page(Client client, AuthorizationRequest request, Secret handle) {
        return new ConsentPage(
                handle,
                client,
                request.redirectUri(),
                request.scopes(),
                gateway.id(),
                providerName,
                gateway.requestedScopes(),
                request.issuer());
    }
}
