package io.mxcp.application.access;

import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.error.StoreUnavailableException;
import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.provider.ClaimMappings;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.SignInRequest;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.domain.token.RefreshLease;
import io.mxcp.domain.token.TokenRepository;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the provider left with us for a grant, renewed when it is about to end: by one caller at a time for each grant, across
 * threads and processes, and never within a transaction (threats T55, T62, T63). Safe for use by many threads.
 */
public final class ProviderSessions {
    private static final Duration DUE_MARGIN = Duration.ofMinutes(1);
    /** Longer than a renewal can take: two calls to the provider of 15 seconds each, and two steps of the store. */
    private static final Duration LEASE = Duration.ofSeconds(45);

    private static final Duration POLL = Duration.ofMillis(50);
    private static final int SAVE_ATTEMPTS = 5;
    private static final Duration SAVE_PAUSE = Duration.ofMillis(200);
    private static final System.Logger LOG = System.getLogger(ProviderSessions.class.getName());

    private final TokenRepository tokens;
    private final ProviderGateway gateway;
    private final SecretGenerator generator;
    private final AccessCache cache;
    private final AuditLog audit;
    private final InstantSource clock;
    private final ProviderBreaker breaker;
    private final SingleFlight<GrantId, Usable> flights = new SingleFlight<>();

    /** Over these parts. */
    public ProviderSessions(
            TokenRepository tokens,
            ProviderGateway gateway,
            SecretGenerator generator,
            AccessCache cache,
            AuditLog audit,
            InstantSource clock) {
        this.tokens = tokens;
        this.gateway = gateway;
        this.generator = generator;
        this.cache = cache;
        this.audit = audit;
        this.clock = clock;
        this.breaker = new ProviderBreaker(clock);
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
        return session.tokens().expiry().isDue(clock.instant(), Duration.ZERO);
    }

    /**
     * Signs a person in: redeems the provider's code, once, and reads their profile.
     *
     * @throws ProviderException if the provider refuses, cannot be reached, or is left alone after failures
     */
    public ProviderSession begin(Secret providerCode, SignInRequest request) throws ProviderException {
        ProviderTokens fresh = breaker.run(() -> gateway.exchange(providerCode, request));
        return new ProviderSession(fresh, breaker.run(() -> gateway.profile(fresh)));
    }

    /**
     * The session, renewed at the provider if it is due.
     *
     * @throws ProviderException if it is due and could not be renewed, or cannot be renewed any more; with
     *     {@link Failure#GRANT_REFUSED} the person must sign in again
     */
    public Usable fresh(Grant grant, DataKey dataKey, SealedSession sealed) throws ProviderException {
        Usable known = open(grant, dataKey, sealed);
        if (isDue(known.session())) {
            return flights.run(grant.id(), () -> renew(grant, dataKey, sealed, false));
        }
        if (isOver(known.session()) && known.session().tokens().refreshToken().isEmpty()) {
            throw new ProviderException(Failure.GRANT_REFUSED, "the provider's token is over and cannot be renewed");
        }
        return known;
    }

    /**
     * The session renewed at the provider although its token should be good still, since the provider has refused it. Nothing if it
     * cannot be renewed.
     *
     * @throws ProviderException as {@link #fresh}
     */
    public Optional<Usable> renewed(Grant grant, DataKey dataKey, SealedSession refused) throws ProviderException {
        if (open(grant, dataKey, refused).session().tokens().refreshToken().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(flights.run(grant.id(), () -> renew(grant, dataKey, refused, true)));
    }

    Persons persons(ClaimMappings mappings) {
        return new Persons(gateway, mappings);
    }

    /** A grant has ended: its tokens are forgotten here at once. */
    public void forget(GrantId grant) {
        cache.forget(grant);
    }

    /** @param refused whether the known session is of no use although it is not over */
    private Usable renew(Grant grant, DataKey dataKey, SealedSession known, boolean refused) throws ProviderException {
        // counted, not timed: a clock that is set back must not keep a thread here
        for (long look = 0; look < LEASE.dividedBy(POLL); look++) {
            Usable stored = stored(grant, dataKey);
            if (stored.sealed().version() > known.version() && !isOver(stored.session())) {
                return stored;
            }
            Optional<RefreshLease> lease = tokens.leaseProviderRefresh(
                    grant.id(), clock.instant(), clock.instant().plus(LEASE));
            if (lease.isPresent()) {
                return renewWith(lease.get(), grant, dataKey, stored);
            }
            if (!refused && !isOver(stored.session())) {
                return stored; // somebody else is at it, and this one is still good
            }
            Pause.of(POLL);
        }
        throw new ProviderException(
                Failure.UNREACHABLE, "another process is renewing the provider's tokens for too long");
    }

    /** The lease is ours, but somebody may have renewed between our look and it: look again. */
    private Usable renewWith(RefreshLease lease, Grant grant, DataKey dataKey, Usable seen) throws ProviderException {
        try {
            Usable stored = stored(grant, dataKey);
            return stored.sealed().version() > seen.sealed().version() && !isOver(stored.session())
                    ? stored
                    : askProvider(grant, dataKey, stored);
        } finally {
            release(lease);
        }
    }

    private Usable askProvider(Grant grant, DataKey dataKey, Usable before) throws ProviderException {
        ProviderTokens renewed;
        try {
            renewed = breaker.run(() -> gateway.refresh(before.session().tokens()));
        } catch (ProviderException failure) {
            throw refused(grant, dataKey, before, failure);
        }
        // the provider may have voided the old refresh token: keep its answer before anything else can fail (T62)
        Usable kept = keep(grant, dataKey, before, before.session().with(renewed, Optional.empty()));
        return withProfile(grant, dataKey, kept);
    }

    /** A refusal ends the grant, unless another process has renewed meanwhile: then ours was only late. */
    private ProviderException refused(Grant grant, DataKey dataKey, Usable before, ProviderException failure)
            throws ProviderException {
        report(grant, failure);
        if (failure.failure() == Failure.GRANT_REFUSED
                && stored(grant, dataKey).sealed().version() == before.sealed().version()) {
            end(grant, "the identity provider ended the grant");
        }
        return failure;
    }

    /** A profile that cannot be read now stays as it was; a person who may no longer come in, or another one, ends the grant. */
    private Usable withProfile(Grant grant, DataKey dataKey, Usable kept) throws ProviderException {
        UserProfile profile;
        try {
            profile = breaker.run(() -> gateway.profile(kept.session().tokens()));
        } catch (ProviderException failure) {
            report(grant, failure);
            if (failure.failure() == Failure.POLICY_REFUSED || failure.failure() == Failure.GRANT_REFUSED) {
                end(grant, "the identity provider no longer lets the person in");
                throw new ProviderException(Failure.GRANT_REFUSED, failure.detail());
            }
            return kept;
        }
        if (!profile.owner().equals(kept.session().profile().owner())) {
            end(grant, "the renewed tokens belong to another person");
            throw new ProviderException(Failure.GRANT_REFUSED, "the renewed tokens belong to another person");
        }
        ProviderSession current = kept.session().with(kept.session().tokens(), Optional.of(profile));
        return current.equals(kept.session()) ? kept : keep(grant, dataKey, kept, current);
    }

    /** Stores a newer session; where another process was faster, its session is the one that counts. */
    private Usable keep(Grant grant, DataKey dataKey, Usable before, ProviderSession session) throws ProviderException {
        SealedSession next = before.sealed().next(session, grant, dataKey, generator);
        return persist(grant.id(), next) ? new Usable(next, session) : stored(grant, dataKey);
    }

    /** A store that is busy for a moment must not cost the provider's answer, which exists nowhere else. */
    private boolean persist(GrantId grant, SealedSession next) throws ProviderException {
        for (int attempt = 1; attempt < SAVE_ATTEMPTS; attempt++) {
            try {
                return tokens.replaceSession(grant, next);
            } catch (StoreUnavailableException busy) {
                Pause.of(SAVE_PAUSE);
            }
        }
        return tokens.replaceSession(grant, next);
    }

    private void release(RefreshLease lease) {
        try {
            tokens.release(lease);
        } catch (StoreUnavailableException e) {
            LOG.log(System.Logger.Level.DEBUG, "a lease was not given back; it ends by itself", e);
        }
    }

    private Usable stored(Grant grant, DataKey dataKey) throws ProviderException {
        Optional<SealedSession> stored = tokens.findSession(grant.id(), clock.instant());
        if (stored.isEmpty()) {
            throw new ProviderException(Failure.GRANT_REFUSED, "the grant was ended meanwhile");
        }
        return open(grant, dataKey, stored.get());
    }

    private static Usable open(Grant grant, DataKey dataKey, SealedSession sealed) throws ProviderException {
        Optional<ProviderSession> session = sealed.open(grant, dataKey);
        if (session.isEmpty()) {
            throw new ProviderException(Failure.GRANT_REFUSED, "the stored session cannot be opened");
        }
        return new Usable(sealed, session.get());
    }

    private void end(Grant grant, String reason) {
        tokens.revoke(grant.id());
        forget(grant.id());
        audit.record(new AuditEvent.GrantRevoked(clock.instant(), grant.client(), grant.id(), reason));
    }

    private void report(Grant grant, ProviderException failure) {
        audit.record(new AuditEvent.ProviderRefreshFailed(
                clock.instant(), grant.id(), grant.provider(), failure.failure(), failure.detail()));
    }
}
