package io.mxcp.application.access;

import io.mxcp.application.access.Turns.Turn;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.error.StoreUnavailableException;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.grant.SharingKeys;
import io.mxcp.domain.provider.ClaimMappings;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.secret.Sealer;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.domain.token.TokenRepository;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What the provider left with us for a grant, renewed when it is about to end: by one caller at a time, across threads and
 * processes, and never within a transaction (threats T55, T62, T63).
 *
 * <p>Where the provider limits tokens ({@link ProviderGateway#limitsTokens()}), all grants of a person share the newest: a sign-in or
 * renewal by one hands its session to the others, which take it up when they are looked up, are due, or are refused. Safe for use by
 * many threads.
 */
public final class ProviderSessions {
    private static final Duration DUE_MARGIN = Duration.ofMinutes(1);
    private static final Duration BETWEEN_FORCED_RENEWALS = Duration.ofSeconds(30);
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofMinutes(10);

    private final ProviderGateway gateway;
    private final AccessCache cache;
    private final InstantSource clock;
    private final ProviderBreaker breaker;
    private final SessionStore store;
    private final Turns turns;
    private final Renewal renewal;
    private final Lately forced = new Lately(BETWEEN_FORCED_RENEWALS);
    private final Lately seenAlive = new Lately(BETWEEN_SIGNS_OF_LIFE);
    private final SingleFlight<Flight, Usable> flights = new SingleFlight<>();

    /** What is done for all who come for the same: whoever joined another would get what is of no use to them. */
    private record Flight(GrantId grant, Purpose purpose) {}

    private enum Purpose {
        /** To renew a token that is about to end. */
        DUE,
        /** To see whether a token is alive. */
        LIVENESS,
        /** To have another token than one that was refused. */
        REFUSED
    }

    /** Over these parts. */
    public ProviderSessions(
            TokenRepository tokens,
            ProviderGateway gateway,
            Sealer sealer,
            SecretGenerator generator,
            AccessCache cache,
            AuditLog audit,
            InstantSource clock) {
        this.gateway = gateway;
        this.cache = cache;
        this.clock = clock;
        this.breaker = new ProviderBreaker(clock);
        this.store = new SessionStore(tokens, gateway.limitsTokens(), sealer, generator, cache, clock);
        this.turns = new Turns(tokens, gateway.limitsTokens(), clock);
        this.renewal = new Renewal(tokens, gateway, breaker, store, turns, cache, audit, clock);
    }

    /**
     * A session as it can be used now.
     *
     * @param sealed the stored form that it was opened from
     */
    public record Usable(SealedSession sealed, ProviderSession session) {}

    /** Whether a grant was given under this name, for our resource, by somebody who signed in at our provider: any other is not ours. */
    public boolean isOurs(Grant grant, Issuer self) {
        return grant.provider().equals(gateway.id())
                && grant.issuer().equals(self)
                && grant.resource().equals(self.resource());
    }

    /** Whether the provider's token ends within a minute and can be renewed. */
    boolean isDue(ProviderSession session) {
        return session.tokens().refreshToken().isPresent()
                && session.tokens().expiry().isDue(clock.instant(), DUE_MARGIN);
    }

    private boolean isOver(ProviderSession session) {
        return session.tokens().isOver(clock.instant());
    }

    /**
     * Signs a person in: redeems the provider's code, once, and reads their profile.
     *
     * @throws ProviderException if the provider refuses, cannot be reached, or is left alone after failures
     */
    public ProviderSession begin(Secret providerCode, SignInRequest request) throws ProviderException {
        // in one go: whoever has redeemed the code must not be turned away before the profile
        return breaker.run(() -> {
            ProviderTokens fresh = gateway.exchange(providerCode, request);
            return new ProviderSession(fresh, gateway.profile(fresh));
        });
    }

    /**
     * Stores the code of a new grant with what came of the sign-in; the person's other grants get it in the same step, where the
     * provider limits tokens: it may have voided theirs.
     *
     * <p>The turn is drawn after the sign-in, while no renewal for the person is under way: one that began before it has a turn before
     * it, and one that begins after it has taken up its tokens.
     *
     * @param code makes the code, when it is known what is stored with it
     * @throws ProviderException {@link Failure#UNREACHABLE} if a renewal for the person does not end
     */
    public void store(
            Grant grant,
            DataKey dataKey,
            ProviderSession session,
            BiFunction<SealedSession, Optional<SharingKeys>, AuthorizationCode> code)
            throws ProviderException {
        if (!store.shares()) {
            store.begin(grant, dataKey, session, 0, code);
            return;
        }
        Turn turn = turns.await(grant);
        try {
            store.begin(grant, dataKey, session, turn.number(), code);
        } finally {
            turn.giveBack().run();
        }
    }

    /** The session of a grant that was looked up, or a later one that was handed to it. */
    Usable adopted(Grant grant, DataKey dataKey, Usable looked) throws ProviderException {
        return store.adopted(grant, dataKey, looked);
    }

    /**
     * The session, renewed at the provider if it is due.
     *
     * @throws ProviderException if it is due and could not be renewed, or cannot be renewed any more; with
     *     {@link Failure#GRANT_REFUSED} the person must sign in again
     */
    public Usable fresh(Grant grant, DataKey dataKey, SealedSession sealed) throws ProviderException {
        Usable known = store.adopted(grant, dataKey, store.open(grant, dataKey, sealed));
        if (isDue(known.session())) {
            return flights.run(new Flight(grant.id(), Purpose.DUE), () -> renewal.renew(grant, dataKey, known, false));
        }
        if (isOver(known.session()) && known.session().tokens().refreshToken().isEmpty()) {
            throw new ProviderException(Failure.GRANT_REFUSED, "the provider's token is over and cannot be renewed");
        }
        return known;
    }

    /**
     * As {@link #fresh}; and where nothing tells when the provider's token ends, the provider is asked whether it is alive, at most once in
     * ten minutes for each grant (threat T64). A provider that cannot be asked changes nothing.
     *
     * @throws ProviderException as {@link #fresh}, and if the token is dead or the person may no longer come in
     */
    public Usable alive(Grant grant, DataKey dataKey, SealedSession sealed) throws ProviderException {
        Usable known = fresh(grant, dataKey, sealed);
        if (known.session().tokens().expiry() instanceof Expiry.At || !seenAlive.start(grant.id(), clock.instant())) {
            return known;
        }
        try {
            return flights.run(new Flight(grant.id(), Purpose.LIVENESS), () -> renewal.alive(grant, dataKey, known));
        } catch (ProviderException failure) {
            if (failure.failure() == Failure.GRANT_REFUSED) {
                throw failure;
            }
            return known;
        } catch (StoreUnavailableException unavailable) {
            return known;
        }
    }

    /**
     * Another session in place of one whose token the provider has refused although it should be good still: one that somebody else has got
     * meanwhile, or else one renewed now, at most once in 30 seconds for each grant. Nothing if there is none to be had: a token that
     * cannot be renewed may be dead, which ends the grant, or only not allowed where it was sent.
     *
     * @throws ProviderException if it could not be renewed; with {@link Failure#GRANT_REFUSED} the person must sign in again
     */
    public Optional<Usable> renewed(Grant grant, DataKey dataKey, SealedSession refused) throws ProviderException {
        Usable known = store.open(grant, dataKey, refused);
        Usable stored = store.current(grant, dataKey);
        if (renewal.isAnother(stored, known)) {
            return Optional.of(stored);
        }
        boolean renewable = stored.session().tokens().refreshToken().isPresent();
        Flight flight = new Flight(grant.id(), renewable ? Purpose.REFUSED : Purpose.LIVENESS);
        return Optional.of(flights.run(flight, () -> renewOnce(grant, dataKey, stored, renewable)))
                .filter(renewed -> renewal.isAnother(renewed, known));
    }

    private Usable renewOnce(Grant grant, DataKey dataKey, Usable refused, boolean renewable) throws ProviderException {
        if (!forced.start(grant.id(), clock.instant())) {
            return store.current(grant, dataKey); // a provider that refuses what it just gave is not asked for more
        }
        return renewable ? renewal.renew(grant, dataKey, refused, true) : renewal.alive(grant, dataKey, refused);
    }

    Persons persons(ClaimMappings mappings) {
        return new Persons(gateway, mappings);
    }

    /** A grant has ended: its tokens are forgotten here at once. */
    public void forget(GrantId grant) {
        cache.forget(grant);
    }
}
