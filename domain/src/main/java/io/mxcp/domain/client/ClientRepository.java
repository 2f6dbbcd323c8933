package io.mxcp.domain.client;

import java.time.Instant;
import java.util.Optional;

/**
 * Keeps the clients that registered themselves (RFC 7591). Configured clients never come here.
 *
 * <p>Safe for use by many threads. Each method is one atomic step, durable when it returns.
 */
public interface ClientRepository {
    /**
     * Adds a client that nobody has approved yet. Where that would exceed the limit, the oldest of its kind makes room,
     * but none younger than the limit protects.
     */
    Registration register(Client client, RegistrationLimits limits, Instant now);

    /** The client of this name, if it is known and its record is whole. */
    Optional<Client> find(ClientId id);

    /** A person has approved this client: from now on it is kept for good. Unknown clients: no effect. */
    void markUsed(ClientId id, Instant now);

    /**
     * Forgets clients registered before this time that nobody ever approved, at most so many in one step.
     *
     * @return how many were forgotten
     */
    int forgetUnused(Instant registeredBefore, int limit);

    /** What came of registering. */
    sealed interface Registration {
        /** It is known now. */
        record Registered() implements Registration {}

        /** There is no room until the oldest unapproved registration may go. */
        record Full(Instant roomAt) implements Registration {}
    }
}
