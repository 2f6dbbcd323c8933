package io.mxcp.application.access;

import io.mxcp.application.access.ProviderSessions.Usable;
import io.mxcp.application.access.Turns.Turn;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.UserProfile;
import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.token.TokenRepository;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Renews what the provider left with us, never within a transaction: its answer is kept, and handed to the person's other grants,
 * before anything else can fail (threat T62). Only a provider that calls the grant dead, or its token where nothing can renew that, or
 * says that it is another person's, ends it (T61, T64). Safe for use by many threads.
 */
final class Renewal {
    /** How often a refused grant looks for a hand-over, 50 ms apart: a sign-in that voided its tokens may not have handed on yet. */
    private static final int LOOKS_FOR_HANDOVER = 40;

    private final TokenRepository tokens;
    private final ProviderGateway gateway;
    private final ProviderBreaker breaker;
    private final SessionStore store;
    private final Turns turns;
    private final AccessCache cache;
    private final AuditLog audit;
    private final InstantSource clock;

    Renewal(
            TokenRepository tokens,
            ProviderGateway gateway,
            ProviderBreaker breaker,
            SessionStore store,
            Turns turns,
            AccessCache cache,
            AuditLog audit,
            InstantSource clock) {
        this.tokens = tokens;
        this.gateway = gateway;
        this.breaker = breaker;
        this.store = store;
        this.turns = turns;
        this.cache = cache;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The session after a renewal, by this caller or by somebody else meanwhile.
     *
     * @param refused whether the known session is of no use although it is not over: one that is newer, but has the same token, is none
     *     either
     */
    Usable renew(Grant grant, DataKey dataKey, Usable known, boolean refused) throws ProviderException {
        Predicate<Usable> isOfUse = stored -> refused ? isAnother(stored, known) : isNewer(stored, known);
        for (long look = 0; look < Turns.LOOKS; look++) {
            Usable stored = store.current(grant, dataKey);
            if (isOfUse.test(stored)) {
                return stored;
            }
            Optional<Turn> turn = turns.take(grant);
            if (turn.isPresent()) {
                return renewWith(turn.get(), grant, dataKey, isOfUse);
            }
            if (!refused && !isOver(stored.session())) {
                return stored; // somebody else is at it, and this one is still good
            }
            Turns.pause();
        }
        throw Turns.tooLong();
    }

    /** The turn is ours, but somebody may have renewed between our look and it: look again. */
    private Usable renewWith(Turn turn, Grant grant, DataKey dataKey, Predicate<Usable> isOfUse)
            throws ProviderException {
        try {
            Usable stored = store.current(grant, dataKey);
            return isOfUse.test(stored) ? stored : askProvider(turn, grant, dataKey, stored);
        } finally {
            turn.giveBack().run();
        }
    }

    private Usable askProvider(Turn turn, Grant grant, DataKey dataKey, Usable before) throws ProviderException {
        ProviderTokens renewed;
        try {
            renewed = breaker.run(() -> gateway.refresh(before.session().tokens()));
        } catch (ProviderException failure) {
            report(grant, failure);
            if (failure.failure() != Failure.GRANT_REFUSED) {
                throw failure;
            }
            return handedOrOver(turn, grant, dataKey, before);
        }
        // the provider may have voided the old refresh token: keep its answer before anything else can fail (T62)
        ProviderSession fresh = before.session().with(renewed, Optional.empty());
        Usable kept = store.keep(grant, dataKey, before, fresh, turn.number());
        // where it refuses what it just gave, that says nothing of the grant
        return withProfile(turn, grant, dataKey, kept, () -> kept);
    }

    /**
     * A refusal ends the grant, unless somebody has renewed or signed in meanwhile: then ours was only late. Whoever that is may wait
     * for our turn to hand it to us.
     */
    private Usable handedOrOver(Turn turn, Grant grant, DataKey dataKey, Usable before) throws ProviderException {
        turn.giveBack().run();
        for (int look = 1; ; look++) {
            Usable stored = store.current(grant, dataKey);
            if (stored.sealed().version() > before.sealed().version()) {
                return stored;
            }
            if (!store.shares() || look >= LOOKS_FOR_HANDOVER) {
                end(grant.id(), grant.client(), "the identity provider ended the grant");
                throw new ProviderException(Failure.GRANT_REFUSED, "the identity provider ended the grant");
            }
            Turns.pause();
        }
    }

    /** What to do where the provider no longer takes the access token. */
    @FunctionalInterface
    private interface IfRefused {
        Usable then() throws ProviderException;
    }

    /** A profile that cannot be read now stays as it was; a person who may no longer come in, or another one, ends the grant. */
    private Usable withProfile(Turn turn, Grant grant, DataKey dataKey, Usable kept, IfRefused ifRefused)
            throws ProviderException {
        UserProfile profile;
        try {
            profile = breaker.run(() -> gateway.profile(kept.session().tokens()));
        } catch (ProviderException failure) {
            report(grant, failure);
            return switch (failure.failure()) {
                case TOKEN_REFUSED, GRANT_REFUSED -> ifRefused.then();
                case POLICY_REFUSED -> throw endForAll(grant, "the identity provider no longer lets the person in");
                default -> kept;
            };
        }
        if (!profile.owner().equals(kept.session().profile().owner())) {
            throw endForAll(grant, "the renewed tokens belong to another person");
        }
        ProviderSession current = kept.session().with(kept.session().tokens(), Optional.of(profile));
        return current.equals(kept.session()) ? kept : store.keep(grant, dataKey, kept, current, turn.again());
    }

    /**
     * Asks whether a token is alive of which nothing else tells it, by reading the profile (threat T64). One that is dead is renewed, where
     * that can be done, and ends the grant otherwise. What an outage leaves open stays as it was.
     */
    Usable alive(Grant grant, DataKey dataKey, Usable known) throws ProviderException {
        Optional<Turn> taken = turns.take(grant);
        if (taken.isEmpty()) {
            return known; // somebody else is asking the provider
        }
        Turn turn = taken.get();
        try {
            Usable stored = store.current(grant, dataKey);
            boolean renewable = stored.session().tokens().refreshToken().isPresent();
            return withProfile(
                    turn,
                    grant,
                    dataKey,
                    stored,
                    () -> renewable
                            ? askProvider(turn, grant, dataKey, stored)
                            : handedOrOver(turn, grant, dataKey, stored));
        } finally {
            turn.giveBack().run();
        }
    }

    private boolean isOver(ProviderSession session) {
        return session.tokens().isOver(clock.instant());
    }

    /** Whether somebody has replaced the known session by one that is good now. */
    private boolean isNewer(Usable stored, Usable known) {
        return stored.sealed().version() > known.sealed().version() && !isOver(stored.session());
    }

    /** Whether a session that is good now has another token than the one that was refused. */
    boolean isAnother(Usable stored, Usable refused) {
        return !isOver(stored.session())
                && !stored.session()
                        .tokens()
                        .accessToken()
                        .equals(refused.session().tokens().accessToken());
    }

    /** Ends the grant and those that share its tokens: what is wrong with them is wrong for all. */
    private ProviderException endForAll(Grant grant, String reason) {
        store.siblings(grant).forEach(sibling -> end(sibling.grant(), sibling.client(), reason));
        end(grant.id(), grant.client(), reason);
        return new ProviderException(Failure.GRANT_REFUSED, reason);
    }

    private void end(GrantId grant, ClientId client, String reason) {
        tokens.revoke(grant);
        cache.forget(grant);
        audit.record(new AuditEvent.GrantRevoked(clock.instant(), client, grant, reason));
    }

    private void report(Grant grant, ProviderException failure) {
        audit.record(new AuditEvent.ProviderRefreshFailed(
                clock.instant(), grant.id(), grant.provider(), failure.failure(), failure.detail()));
    }
}
