package io.mxcp.application.authorize;

import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.grant.AuthorizationRequest;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderException.Policy;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.secret.Secret;
import java.time.Instant;
import java.util.Optional;

/** What a provider's failure means to the client: a registered code and a text of ours, never the provider's (T21). */
final class SignInFailure {
    private SignInFailure() {}

    static RedirectToClient answer(
            AuthorizationRequest request,
            Optional<Secret> clientState,
            ProviderId provider,
            ProviderException failure,
            AuditLog audit,
            Instant now) {
        AuditEvent.Cause cause = failure.failure() == Failure.USER_DENIED
                ? AuditEvent.Cause.DENIED_AT_PROVIDER
                : AuditEvent.Cause.PROVIDER;
        audit.record(new AuditEvent.SignInFailed(now, request.client(), provider, cause, failure.detail()));
        return new RedirectToClient(new AuthorizationResponse.Refused(
                request.redirectUri(),
                code(failure.failure()),
                failure.policy().map(SignInFailure::advice).orElseGet(() -> description(failure.failure())),
                clientState,
                request.issuer()));
    }

    static ErrorCode code(Failure failure) {
        return switch (failure) {
            case USER_DENIED, GRANT_REFUSED, POLICY_REFUSED -> ErrorCode.ACCESS_DENIED;
            case UNREACHABLE, RATE_LIMITED -> ErrorCode.TEMPORARILY_UNAVAILABLE;
            case CLIENT_REFUSED, TOKEN_REFUSED, INVALID_RESPONSE -> ErrorCode.SERVER_ERROR;
        };
    }

    private static String description(Failure failure) {
        return switch (failure) {
            case USER_DENIED -> "the sign-in was cancelled at the identity provider";
            case GRANT_REFUSED -> "the identity provider did not accept the sign-in; try again";
            case POLICY_REFUSED -> "this account may not use this server";
            case UNREACHABLE -> "the identity provider cannot be reached at the moment; try again later";
            case RATE_LIMITED -> "the identity provider refuses more sign-ins at the moment; try again later";
            case CLIENT_REFUSED ->
                "the identity provider refuses this server; its operator finds the reason in the log";
            case TOKEN_REFUSED, INVALID_RESPONSE ->
                "the identity provider gave an answer that cannot be used; the operator finds the reason in the log";
        };
    }

    /** What the person can do about a rule that keeps them out; which organisation or domain it is, only the operator's log tells. */
    private static String advice(Policy policy) {
        return switch (policy) {
            case ORGANISATION ->
                "this account is not in an organisation that may use this server; sign in with another one or ask its operator";
            case ORGANISATION_APPROVAL ->
                "your organisation has not approved this server at the identity provider, or asks for a sign-in of its own"
                        + " first; ask an owner of the organisation";
            case TEAM -> "this account is not in a team that may use this server; ask its operator";
            case DOMAIN ->
                "the e-mail address of this account is not of a domain that may use this server; sign in with another one";
            case EMAIL_UNVERIFIED ->
                "the identity provider has not verified the e-mail address of this account; verify it there and try again";
            case INACTIVE -> "this account is switched off at the identity provider";
            case SITE ->
                "this account has no access to the site that this server needs, or did not allow it; sign in again and choose it";
            case PROVIDER -> "a rule of the identity provider keeps this account out";
        };
    }
}
