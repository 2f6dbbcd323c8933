package io.mxcp.domain.provider;

import java.util.Optional;

/**
 * A provider that said no, could not be reached, or answered what cannot be trusted.
 *
 * <p>The message is for the operator's log: a fixed text of ours that names the failing step and, where it helps, a status
 * code, a registered error code, or the setting to check. It never holds what the provider answered, nor a token, code or
 * secret.
 */
public final class ProviderException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * What a failure means to a stored grant: {@link #GRANT_REFUSED} and {@link #POLICY_REFUSED} end it, {@link #TOKEN_REFUSED} does
     * where nothing can renew the token; all others leave it as it is (threat T61).
     */
    public enum Failure {
        /** The person said no, or did not sign in. */
        USER_DENIED,
        /** Our credentials or our registration there are wrong. */
        CLIENT_REFUSED,
        /** The code or refresh token is dead. */
        GRANT_REFUSED,
        /** The access token is no longer taken; only a refresh can tell whether the grant lives, where there is a refresh token. */
        TOKEN_REFUSED,
        /** Signed in, but not allowed here: organisation, domain or e-mail rule. */
        POLICY_REFUSED,
        /** Too many calls. */
        RATE_LIMITED,
        /** May work later: DNS, connect, TLS, time-out, 5xx. */
        UNREACHABLE,
        /** Not to be trusted: not JSON, too large, a field missing, {@code iss} or ID token check failed. */
        INVALID_RESPONSE
    }

    /** Which rule kept a person out who did sign in: they are told what to do about it. */
    public enum Policy {
        /** Not a member of an organisation that may come in. */
        ORGANISATION,
        /** A member perhaps, but the organisation has not approved our application, or needs a session of its own. */
        ORGANISATION_APPROVAL,
        /** Not a member of a team that may come in. */
        TEAM,
        /** The address or account belongs to another domain. */
        DOMAIN,
        /** The provider does not vouch for the e-mail address. */
        EMAIL_UNVERIFIED,
        /** The account is switched off at the provider. */
        INACTIVE,
        /** No access to a site that is needed. */
        SITE,
        /** A rule of the provider's own. */
        PROVIDER
    }

    private final Failure failure;
    private final String detail;
    private final Optional<Policy> policy;

    /** A failure, with a message for the operator. */
    public ProviderException(Failure failure, String message) {
        super(message);
        this.failure = failure;
        this.detail = message;
        this.policy = failure == Failure.POLICY_REFUSED ? Optional.of(Policy.PROVIDER) : Optional.empty();
    }

    /** A failure with its technical cause, whose message must be free of secrets as well. */
    public ProviderException(Failure failure, String message, Throwable cause) {
        super(message, cause);
        this.failure = failure;
        this.detail = message;
        this.policy = failure == Failure.POLICY_REFUSED ? Optional.of(Policy.PROVIDER) : Optional.empty();
    }

    /** A person who signed in, but is kept out by a rule; with a message for the operator that names the setting behind it. */
    public ProviderException(Policy policy, String message) {
        super(message);
        this.failure = Failure.POLICY_REFUSED;
        this.detail = message;
        this.policy = Optional.of(policy);
    }

    /** What it means. */
    public Failure failure() {
        return failure;
    }

    /** The rule that kept the person out, where it was one. */
    public Optional<Policy> policy() {
        return policy;
    }

    /** The message: for the operator's log only. */
    public String detail() {
        return detail;
    }
}
