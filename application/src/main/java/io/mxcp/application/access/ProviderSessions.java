package io.mxcp.application.access;

import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.domain.token.RefreshLease;
import io.mxcp.domain.token.TokenRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the provider left with us for a grant, renewed when it is about to end: by one caller at a time for each grant, across
 * threads and processes, and never within a transaction (threats T55, T62, T63). Safe for use by many threads.
 */
public final class ProviderSessions {
    private static final Duration DUE_MARGIN = Duration.ofMinutes(1);
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(50);

    private final TokenRepository tokens;
    private final ProviderGateway gateway;
    private final SecretGenerator generator;
    private final AccessCache cache;
    private final AuditLog audit;
    private final InstantSource clock;
    private final SingleFlight<GrantId, ProviderSession> flights = new SingleFlight<>();

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
    }

    /**
     * Opens a session as it is.
     *
     * @throws OAuthException {@code invalid_grant} if it was sealed by a key that is gone
     */
    public ProviderSession open(Grant grant, DataKey dataKey, SealedSession sealed) {
        return sealed.open(grant, dataKey)
                .orElseThrow(
                        () -> new OAuthException(ErrorCode.INVALID_GRANT, "the grant cannot be opened; sign in again"));
    }

    /** Whether the provider's token ends within a minute and can be renewed. */
    boolean isDue(ProviderSession session) {
        return session.tokens().refreshToken().isPresent()
                && session.tokens().expiry().isDue(clock.instant(), DUE_MARGIN);
    }

    /**
     * The session, renewed at the provider if it is due.
     *
     * @throws ProviderException if it is due and could not be renewed; with {@link Failure#GRANT_REFUSED} the grant was ended
     */
    public ProviderSession fresh(Grant grant, DataKey dataKey, SealedSession sealed) throws ProviderException {
        ProviderSession session = open(grant, dataKey, sealed);
        return isDue(session) ? flights.run(grant.id(), () -> renew(grant, dataKey, sealed)) : session;
    }

    /** A grant has ended: its tokens are forgotten here at once. */
    public void forget(GrantId grant) {
        cache.forget(grant);
    }

    private ProviderSession renew(Grant grant, DataKey dataKey, SealedSession known) throws ProviderException {
        Instant deadline = clock.instant().plus(LEASE);
        while (clock.instant().isBefore(deadline)) {
            SealedSession stored =
                    tokens.findSession(grant.id(), clock.instant()).orElseThrow(ProviderSessions::gone);
            ProviderSession session = open(grant, dataKey, stored);
            if (stored.version() > known.version() && !isDue(session)) {
                return session;
            }
            Optional<RefreshLease> lease = tokens.leaseProviderRefresh(
                    grant.id(), clock.instant(), clock.instant().plus(LEASE));
            if (lease.isPresent()) {
                return renewWith(lease.get(), grant, dataKey, stored);
            }
            Pause.of(POLL);
        }
        throw new ProviderException(
                Failure.UNREACHABLE, "another process is renewing the provider's tokens for too long");
    }

    /** The lease is ours, but somebody may have renewed between our look and it: look again. */
    private ProviderSession renewWith(RefreshLease lease, Grant grant, DataKey dataKey, SealedSession seen)
            throws ProviderException {
        try {
            SealedSession stored =
                    tokens.findSession(grant.id(), clock.instant()).orElseThrow(ProviderSessions::gone);
            ProviderSession session = open(grant, dataKey, stored);
            return stored.version() > seen.version() && !isDue(session)
                    ? session
                    : askProvider(grant, dataKey, stored, session);
        } finally {
            tokens.release(lease);
        }
    }

    private ProviderSession askProvider(Grant grant, DataKey dataKey, SealedSession stored, ProviderSession session)
            throws ProviderException {
        try {
            ProviderTokens renewed = gateway.refresh(session.tokens());
            // the provider may have voided the old refresh token: keep its answer before anything else can fail (T62)
            ProviderSession kept = session.with(renewed, Optional.empty());
            SealedSession saved = save(grant, dataKey, stored, kept);
            return withProfile(grant, dataKey, saved, kept);
        } catch (ProviderException failure) {
            report(grant, failure);
            if (failure.failure() == Failure.GRANT_REFUSED) {
                end(grant, "the identity provider ended the grant");
            }
            throw failure;
        }
    }

    /** A profile that cannot be read now stays as it was; another person's ends the grant (threat T22). */
    private ProviderSession withProfile(Grant grant, DataKey dataKey, SealedSession saved, ProviderSession kept)
            throws ProviderException {
        UserProfile profile;
        try {
            profile = gateway.profile(kept.tokens());
        } catch (ProviderException failure) {
            report(grant, failure);
            return kept;
        }
        if (!profile.owner().equals(kept.profile().owner())) {
            throw new ProviderException(Failure.GRANT_REFUSED, "the renewed tokens belong to another person");
        }
        ProviderSession current = kept.with(kept.tokens(), Optional.of(profile));
        save(grant, dataKey, saved, current);
        return current;
    }

    private SealedSession save(Grant grant, DataKey dataKey, SealedSession before, ProviderSession session)
            throws ProviderException {
        SealedSession next = before.next(session, grant, dataKey, generator);
        if (!tokens.replaceSession(grant.id(), next)) {
            throw gone();
        }
        return next;
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

    private static ProviderException gone() {
        return new ProviderException(Failure.GRANT_REFUSED, "the grant was ended meanwhile");
    }
}
