package io.mxcp.application.access;

import io.mxcp.domain.error.StoreUnavailableException;
import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.token.TokenRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Lets one at a time ask the provider for new tokens, across threads and processes: for each grant, or for each person where their
 * grants share the tokens, since a renewal by one voids the refresh token of all. Safe for use by many threads.
 */
final class Turns {
    /**
     * Longer than a renewal takes, save where a provider that is asked three times answers each at the last moment: what is written after
     * the end is then refused by its version and turn.
     */
    private static final Duration LEASE = Duration.ofSeconds(45);

    private static final Duration POLL = Duration.ofMillis(50);

    /**
     * Looks until every lease must have ended; one that was taken by a clock ahead of ours ends later. Counted, not
     * timed: a clock that is set back must not keep a thread here.
     */
    static final long LOOKS = LEASE.plus(TokenRepository.CLOCK_SLACK).dividedBy(POLL) + 1;

    private static final System.Logger LOG = System.getLogger(Turns.class.getName());

    private final TokenRepository tokens;
    private final boolean shared;
    private final InstantSource clock;

    Turns(TokenRepository tokens, boolean shared, InstantSource clock) {
        this.tokens = tokens;
        this.shared = shared;
        this.clock = clock;
    }

    /**
     * The right to renew.
     *
     * @param number the turn of the new tokens; 0 where nothing is shared
     * @param giveBack ends it; may be called again
     */
    record Turn(long number, Runnable giveBack) {
        /** The turn of the same tokens with the profile read again. */
        long again() {
            return number == 0 ? 0 : number + 1;
        }
    }

    /** Takes the right, if nobody has it. */
    Optional<Turn> take(Grant grant) {
        Instant now = clock.instant();
        Instant until = now.plus(LEASE);
        return shared
                ? tokens.leaseUpstream(grant.upstream(), now, until)
                        .map(lease -> new Turn(lease.turn(), () -> quietly(() -> tokens.release(lease))))
                : tokens.leaseProviderRefresh(grant.id(), now, until)
                        .map(lease -> new Turn(0, () -> quietly(() -> tokens.release(lease))));
    }

    /** Waits for the right: whoever has it must be done before what they got can be told from what came later. */
    Turn await(Grant grant) throws ProviderException {
        for (long look = 0; look < LOOKS; look++) {
            Optional<Turn> turn = take(grant);
            if (turn.isPresent()) {
                return turn.get();
            }
            pause();
        }
        throw tooLong();
    }

    static void pause() throws ProviderException {
        Pause.of(POLL);
    }

    static ProviderException tooLong() {
        return new ProviderException(
                Failure.UNREACHABLE, "another process is renewing the provider's tokens for too long");
    }

    private static void quietly(Runnable release) {
        try {
            release.run();
        } catch (StoreUnavailableException e) {
            LOG.log(System.Logger.Level.DEBUG, "a lease was not given back; it ends by itself", e);
        }
    }
}
