package io.mxcp.domain.audit;

import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.query.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Something that an operator must be able to see. None of them holds a token, code or secret. */
public sealed interface AuditEvent {
    /** When it happened. */
    Instant at();

    /** A client registered itself. */
    record ClientRegistered(Instant at, ClientId client, String name) implements AuditEvent {}

    /** A person signed in and a code was issued. */
    record SignedIn(Instant at, ClientId client, GrantId grant, ProviderId provider, Who who) implements AuditEvent {}

    /** A sign-in ended without a code. */
    record SignInFailed(Instant at, ClientId client, ProviderId provider, Cause cause, String detail)
            implements AuditEvent {}

    /** A code was redeemed for a grant's first tokens. */
    record TokensIssued(Instant at, ClientId client, GrantId grant) implements AuditEvent {}

    /** A refresh token was replaced. */
    record TokensRefreshed(Instant at, ClientId client, GrantId grant) implements AuditEvent {}

    /** Somebody presented what only a copy can be: the grant was ended (RFC 9700 §4.14.2). */
    record ReuseDetected(Instant at, ClientId client, GrantId grant, Credential credential) implements AuditEvent {}

    /** A grant was ended. */
    record GrantRevoked(Instant at, ClientId client, GrantId grant, String reason) implements AuditEvent {}

    /** The provider's tokens of a grant could not be renewed. */
    record ProviderRefreshFailed(
            Instant at, GrantId grant, ProviderId provider, ProviderException.Failure failure, String detail)
            implements AuditEvent {}

    /** A tool ran, or was refused, on behalf of a caller. */
    record ToolCalled(Instant at, Caller caller, String tool, Outcome outcome, Duration took, Optional<String> reason)
            implements AuditEvent {}

    /** A resource was read, or that was refused, on behalf of a caller; named by the template of its address. */
    record ResourceRead(
            Instant at, Caller caller, String resource, Outcome outcome, Duration took, Optional<String> reason)
            implements AuditEvent {}

    /** A prompt was given, or refused, to a caller. */
    record PromptGiven(
            Instant at, Caller caller, String prompt, Outcome outcome, Duration took, Optional<String> reason)
            implements AuditEvent {}

    /** Why a sign-in failed. */
    enum Cause {
        /** The person said no on our page. */
        DENIED_HERE,
        /** The person said no at the provider. */
        DENIED_AT_PROVIDER,
        /** The provider or its rules refused, or it could not be reached. */
        PROVIDER
    }

    /** What was presented twice. */
    enum Credential {
        /** An authorization code. */
        AUTHORIZATION_CODE,
        /** A refresh token. */
        REFRESH_TOKEN
    }

    /** How a call ended. */
    enum Outcome {
        /** With a result. */
        SUCCEEDED,
        /** With an error of the statement. */
        FAILED,
        /** It was not allowed. */
        DENIED,
        /** The client went away. */
        CANCELLED
    }

    /** A person, as far as an operator needs to know them. */
    record Who(String userId, String username, Optional<String> email, Optional<String> displayName) {}
}
