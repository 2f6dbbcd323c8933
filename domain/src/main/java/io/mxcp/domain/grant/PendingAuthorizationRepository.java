package io.mxcp.domain.grant;

import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.secret.SecretHash;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps authorization requests from {@code /authorize} until the provider has answered.
 *
 * <p>Safe for use by many threads. Each method is one atomic step, durable when it returns: of many callers with the same
 * handle one approves or denies, of many with the same state and browser one takes.
 */
public interface PendingAuthorizationRepository {
    /** Keeps a request that waits for the person. */
    void save(PendingAuthorization pending);

    /** The request with this handle while it waits and is not expired; decides nothing. */
    Optional<PendingAuthorization> find(SecretHash handle, Instant now);

    /**
     * The person said yes: the handle is spent, and from now on the flow is found by state and browser only.
     *
     * @return whether it was this call that spent the handle
     */
    boolean approve(SecretHash handle, Approval approval, Instant now);

    /**
     * The person said no: the handle is spent.
     *
     * @return whether it was this call that spent it
     */
    boolean deny(SecretHash handle, Instant now);

    /** Takes the approved request that belongs to both, once; either alone finds nothing and has no effect. */
    Optional<ApprovedAuthorization> take(SecretHash state, SecretHash browser, Instant now);

    /**
     * Removes what is expired, at most so many in one step.
     *
     * @return how many were removed
     */
    int sweep(Instant now, int limit);

    /** What an approval binds the flow to. */
    record Approval(SecretHash state, SecretHash browser, Sealed secrets, Instant expiresAt) {}
}
