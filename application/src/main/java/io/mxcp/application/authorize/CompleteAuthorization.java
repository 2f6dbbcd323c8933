package io.mxcp.application.authorize;

import io.mxcp.application.access.ProviderSessions;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.client.ClientRepository;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.grant.ApprovedAuthorization;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.grant.AuthorizationRequest;
import io.mxcp.domain.grant.FlowSecrets;
import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.grant.PendingAuthorizationRepository;
import io.mxcp.domain.provider.CallbackParameters;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.secret.Sealer;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.secret.SecretMint;
import io.mxcp.domain.token.Lifetimes;
import io.mxcp.domain.token.TokenKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Ends a flow (RFC 6749 §4.1.2): takes the provider's answer, signs the person in, and gives the client a code.
 *
 * <p>Nothing happens without the state <em>and</em> the cookie of the browser that approved; both are good once (threat T14).
 */
public final class CompleteAuthorization {
    private static final RefusedOnPage INVALID_STATE = new RefusedOnPage(
            ErrorCode.INVALID_REQUEST,
            "Invalid state parameter",
            "This sign-in was finished before, took too long, or was begun in another browser. Go back to your client"
                    + " and connect again. If it happens each time, the address in the browser may not be the one that"
                    + " this server takes for its own: behind a proxy its operator must set base_url, or scheme: https and"
                    + " public_host, or trust_proxy. Or the browser refuses its cookies.");

    private final PendingAuthorizationRepository pending;
    private final ClientRepository clients;
    private final ProviderGateway gateway;
    private final ProviderSessions sessions;
    private final CallbackAddress callback;
    private final Sealer sealer;
    private final SecretMint mint;
    private final SecretGenerator generator;
    private final Lifetimes lifetimes;
    private final AuditLog audit;
    private final InstantSource clock;

    /** A flow over these parts. */
    public CompleteAuthorization(
            PendingAuthorizationRepository pending,
            ClientRepository clients,
            ProviderGateway gateway,
            ProviderSessions sessions,
            CallbackAddress callback,
            Sealer sealer,
            SecretMint mint,
            SecretGenerator generator,
            Lifetimes lifetimes,
            AuditLog audit,
            InstantSource clock) {
        this.pending = pending;
        this.clients = clients;
        this.gateway = gateway;
        this.sessions = sessions;
        this.callback = callback;
        this.sealer = sealer;
        this.mint = mint;
        this.generator = generator;
        this.lifetimes = lifetimes;
        this.audit = audit;
        this.clock = clock;
    }

    /** What comes of a callback: back to the client, or a page of refusal. */
    public sealed interface Outcome permits RedirectToClient, RefusedOnPage {}

    /**
     * Ends the flow that the answer's state and this cookie belong to.
     *
     * @param browser the flow's cookie, if the browser sent it
     */
    public Outcome complete(CallbackParameters answer, Optional<Secret> browser) {
        Optional<Secret> state = answer.single("state").map(Secret::of);
        if (state.isEmpty()) {
            return CallbackWithoutState.page(answer);
        }
        Optional<ApprovedAuthorization> approved = browser.flatMap(
                        cookie -> pending.take(SecretHash.of(state.get()), SecretHash.of(cookie), clock.instant()))
                .filter(found -> !lifetimes.isFromTheFuture(found.expiresAt(), lifetimes.state(), clock.instant()));
        Optional<FlowSecrets> secrets =
                approved.flatMap(found -> FlowSecrets.open(sealer, state.get(), found.secrets()));
        if (approved.isEmpty() || secrets.isEmpty()) {
            return answer.single("error").isPresent() ? CallbackWithoutState.page(answer) : INVALID_STATE;
        }
        return signIn(answer, approved.get().request(), state.get(), secrets.get());
    }

    private Outcome signIn(CallbackParameters answer, AuthorizationRequest request, Secret state, FlowSecrets secrets) {
        SignInRequest signIn =
                new SignInRequest(callback.under(request.issuer()), state, secrets.verifier(), secrets.nonce());
        try {
            ProviderSession session = sessions.begin(gateway.readCallback(answer), signIn);
            Secret code = issueCode(request, session);
            return new RedirectToClient(new AuthorizationResponse.Granted(
                    request.redirectUri(), code, secrets.clientState(), request.issuer()));
        } catch (ProviderException failure) {
            return SignInFailure.answer(request, secrets.clientState(), gateway.id(), failure, audit, clock.instant());
        }
    }

    private Secret issueCode(AuthorizationRequest request, ProviderSession session) throws ProviderException {
        Instant now = clock.instant();
        Grant grant = grant(request, session.profile(), now);
        DataKey dataKey = DataKey.generate(generator);
        Secret code = mint.mint(TokenKind.AUTHORIZATION_CODE.prefix());
        sessions.store(
                grant,
                dataKey,
                session,
                (first, keys) -> new AuthorizationCode(
                        SecretHash.of(code),
                        grant,
                        request.redirectUri(),
                        request.challenge(),
                        first,
                        keys,
                        sealer.wrap(dataKey, code, grant.sealingContext()),
                        now.plus(lifetimes.code())));
        clients.markUsed(request.client(), now);
        audit.record(new AuditEvent.SignedIn(now, request.client(), grant.id(), gateway.id(), who(session.profile())));
        return code;
    }

    private Grant grant(AuthorizationRequest request, UserProfile profile, Instant now) {
        return new Grant(
                GrantId.generate(generator),
                request.client(),
                gateway.id(),
                profile.owner().key(),
                request.scopes(),
                request.resource(),
                request.issuer(),
                now,
                now.plus(lifetimes.grant()));
    }

    private static AuditEvent.Who who(UserProfile profile) {
        return new AuditEvent.Who(profile.subject(), profile.username(), profile.email(), profile.displayName());
    }
}
