package io.mxcp.providers.oauth2;

import static java.util.Map.entry;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderException.Policy;
import io.mxcp.providers.wire.Step;
import java.util.Map;
import java.util.Optional;

/** What the error codes of providers mean, and which setting to check. Codes that are not here are never repeated. */
final class ErrorCodes {
    private static final String CREDENTIALS = ": check client_id and client_secret";
    private static final String CALLBACK =
            ": register our callback address there, or correct base_url and callback_path";

    private static final Map<String, Meaning> MEANINGS = Map.ofEntries(
            entry("access_denied", denied()),
            entry("access-denied", denied()),
            entry("login_required", denied()),
            entry("consent_required", denied()),
            entry("interaction_required", denied()),
            entry("account_selection_required", denied()),
            entry("immediate_unsuccessful", denied()),
            entry("invalid_client", client(CREDENTIALS)),
            entry("invalid_client_id", client(": check client_id")),
            entry("unauthorized_client", client(CREDENTIALS)),
            entry("incorrect_client_credentials", client(CREDENTIALS)),
            entry("redirect_uri_mismatch", client(CALLBACK)),
            entry("invalid_redirect_uri", client(CALLBACK)),
            entry("app_blocked", client(": its administrator blocks this client")),
            entry("application_suspended", client(": the provider has suspended this client")),
            entry("OAUTH_APP_BLOCKED", client(": its administrator blocks this client")),
            entry("OAUTH_EC_APP_NOT_FOUND", client(": install the client's app in this organisation")),
            entry("invalid_request", client(": check the client's registration there (callback, PKCE, grant types)")),
            entry("invalid_scope", client(": check scope")),
            entry("insufficient_scope", client(": check scope")),
            entry("unsupported_response_type", client(": allow the authorization code flow for the client there")),
            entry("unsupported_grant_type", client(": allow this grant type for the client there")),
            entry("invalid_grant", grant()),
            entry("bad_verification_code", grant()),
            entry("bad_refresh_token", grant()),
            entry("unverified_user_email", policy(Policy.EMAIL_UNVERIFIED)),
            entry("inactive_user", policy(Policy.INACTIVE)),
            entry("inactive_org", policy(Policy.INACTIVE)),
            entry("OAUTH_APP_ACCESS_DENIED", policy(Policy.PROVIDER)),
            entry("admin_policy_enforced", policy(Policy.PROVIDER)),
            entry("rate_limit_exceeded", meaning(Failure.RATE_LIMITED, ": too many calls")),
            entry("server_error", down()),
            entry("service_unavailable", down()),
            entry("temporarily_unavailable", down()));

    private ErrorCodes() {}

    /** What a code means in a callback. */
    static Optional<Meaning> inCallback(String code) {
        return Optional.ofNullable(MEANINGS.get(code));
    }

    /** What a code means at the token endpoint, where no person is there to deny anything. */
    static Optional<Meaning> atTokenEndpoint(String code) {
        return inCallback(code)
                .map(meaning -> meaning.failure() == Failure.USER_DENIED ? client(CREDENTIALS) : meaning);
    }

    private static Meaning denied() {
        return meaning(Failure.USER_DENIED, ": the person did not sign in or did not agree");
    }

    private static Meaning client(String advice) {
        return meaning(Failure.CLIENT_REFUSED, advice);
    }

    private static Meaning grant() {
        return meaning(Failure.GRANT_REFUSED, ": the code or refresh token is no longer good");
    }

    private static Meaning policy(Policy policy) {
        return new Meaning(
                Failure.POLICY_REFUSED, Optional.of(policy), ": the provider's own rules keep this person out");
    }

    private static Meaning meaning(Failure failure, String advice) {
        return new Meaning(failure, Optional.empty(), advice);
    }

    private static Meaning down() {
        return meaning(Failure.UNREACHABLE, ": the provider has trouble of its own");
    }

    /** The class of a code, the rule behind it where it is one, and what follows the code in the message. */
    record Meaning(Failure failure, Optional<Policy> policy, String advice) {
        Meaning with(String otherAdvice) {
            return new Meaning(failure, policy, otherAdvice);
        }

        ProviderException at(Step step, String code) {
            String what = code + advice;
            return policy.isPresent() ? step.refused(policy.get(), what) : step.failed(failure, what);
        }
    }
}
