package io.mxcp.application.authorize;

import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.grant.BrowserBinding;
import io.mxcp.domain.grant.FlowSecrets;
import io.mxcp.domain.grant.PendingAuthorization;
import io.mxcp.domain.grant.PendingAuthorizationRepository;
import io.mxcp.domain.grant.PendingAuthorizationRepository.Approval;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.secret.Sealer;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.token.Lifetimes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Takes the person's decision on our page. Only an approval creates the state for the provider, and binds it to a cookie of the
 * browser that approved (threats T13 and T14).
 */
public final class DecideConsent {
    private static final RefusedOnPage PAGE_IS_OVER = new RefusedOnPage(
            ErrorCode.INVALID_REQUEST,
            "This page is no longer valid.",
            "It was answered before, has expired, or was opened in another browser. Go back to your client and connect again.");

    private final PendingAuthorizationRepository pending;
    private final ProviderGateway gateway;
    private final CallbackAddress callback;
    private final Sealer sealer;
    private final SecretGenerator generator;
    private final Lifetimes lifetimes;
    private final AuditLog audit;
    private final InstantSource clock;

    /** A flow over these parts. */
    public DecideConsent(
            PendingAuthorizationRepository pending,
            ProviderGateway gateway,
            CallbackAddress callback,
            Sealer sealer,
            SecretGenerator generator,
            Lifetimes lifetimes,
            AuditLog audit,
            InstantSource clock) {
        this.pending = pending;
        this.gateway = gateway;
        this.callback = callback;
        this.sealer = sealer;
        this.generator = generator;
        this.lifetimes = lifetimes;
        this.audit = audit;
        this.clock = clock;
    }

    /** What comes of a decision: to the provider, back to the client, or a page of refusal. */
    public sealed interface Outcome permits SendToProvider, RedirectToClient, RefusedOnPage {}

    /**
     * The browser goes to the provider, with a cookie that the callback must bring back.
     *
     * @param location the provider's authorization URI; holds our state
     * @param state our state, which names the cookie
     * @param browser the cookie's value
     * @param life how long the cookie is needed
     */
    public record SendToProvider(URI location, Secret state, Secret browser, Duration life) implements Outcome {
        @Override
        public String toString() {
            return "SendToProvider[" + location.getHost() + "]";
        }
    }

    /**
     * What the form sent.
     *
     * @param browser the cookie that was set when the page was shown
     * @param handle the flow
     * @param token the anti-forgery token
     */
    public record Form(Optional<Secret> browser, Secret handle, Secret token, boolean approved) {}

    /** Takes a decision. */
    public Outcome decide(Form form) {
        Instant now = clock.instant();
        if (form.browser().filter(cookie -> isGenuine(form, cookie)).isEmpty()) {
            return PAGE_IS_OVER;
        }
        Optional<PendingAuthorization> waiting = pending.find(SecretHash.of(form.handle()), now);
        Optional<FlowSecrets> secrets =
                waiting.flatMap(found -> FlowSecrets.open(sealer, form.handle(), found.secrets()));
        if (waiting.isEmpty() || secrets.isEmpty()) {
            return PAGE_IS_OVER;
        }
        return form.approved() ? approve(waiting.get(), secrets.get(), now) : deny(waiting.get(), secrets.get(), now);
    }

    private static boolean isGenuine(Form form, Secret cookie) {
        return BrowserBinding.token(cookie, form.handle()).equals(form.token());
    }

    private Outcome approve(PendingAuthorization waiting, FlowSecrets secrets, Instant now) {
        Secret state = generator.secret();
        Secret browser = generator.secret();
        SignInRequest signIn = new SignInRequest(
                callback.under(waiting.request().issuer()), state, secrets.verifier(), secrets.nonce());
        try {
            // may ask the provider for its metadata, so it comes before the handle is spent
            URI location = gateway.authorizationUri(signIn);
            Approval approval = new Approval(
                    SecretHash.of(state),
                    SecretHash.of(browser),
                    secrets.seal(sealer, state),
                    now.plus(lifetimes.state()));
            return pending.approve(waiting.handle(), approval, now)
                    ? new SendToProvider(location, state, browser, lifetimes.state())
                    : PAGE_IS_OVER;
        } catch (ProviderException failed) {
            return failed(waiting, secrets, failed, now);
        }
    }

    private Outcome deny(PendingAuthorization waiting, FlowSecrets secrets, Instant now) {
        if (!pending.deny(waiting.handle(), now)) {
            return PAGE_IS_OVER;
        }
        audit.record(new AuditEvent.SignInFailed(
                now,
                waiting.request().client(),
                gateway.id(),
                AuditEvent.Cause.DENIED_HERE,
                "the person denied the request"));
        return new RedirectToClient(new AuthorizationResponse.Refused(
                waiting.request().redirectUri(),
                ErrorCode.ACCESS_DENIED,
                "the person denied the request",
                secrets.clientState(),
                waiting.request().issuer()));
    }

    private Outcome failed(PendingAuthorization waiting, FlowSecrets secrets, ProviderException failure, Instant now) {
        if (!pending.deny(waiting.handle(), now)) {
            return PAGE_IS_OVER;
        }
        return SignInFailure.answer(waiting.request(), secrets.clientState(), gateway.id(), failure, audit, now);
    }
}
