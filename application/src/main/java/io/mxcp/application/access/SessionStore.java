package io.mxcp.application.access;

import io.mxcp.application.access.ProviderSessions.Usable;
import io.mxcp.domain.error.StoreUnavailableException;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.grant.Handover;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.grant.SharingKeys;
import io.mxcp.domain.grant.Sibling;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.secret.Sealer;
import io.mxcp.domain.secret.SecretGenerator;
import io.mxcp.domain.token.ReceivedHandover;
import io.mxcp.domain.token.TokenRepository;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Opens and keeps what the provider left with us; where the provider limits tokens, hands each newer session to the person's other
 * grants in the step that keeps it, and takes up what was handed before a session is used. Safe for use by many threads.
 */
final class SessionStore {
    private static final int SAVE_ATTEMPTS = 5;
    private static final Duration SAVE_PAUSE = Duration.ofMillis(200);
    private static final System.Logger LOG = System.getLogger(SessionStore.class.getName());

    private final TokenRepository tokens;
    private final boolean shares;
    private final Sealer sealer;
    private final SecretGenerator generator;
    private final AccessCache cache;
    private final InstantSource clock;

    SessionStore(
            TokenRepository tokens,
            boolean shares,
            Sealer sealer,
            SecretGenerator generator,
            AccessCache cache,
            InstantSource clock) {
        this.tokens = tokens;
        this.shares = shares;
        this.sealer = sealer;
        this.generator = generator;
        this.cache = cache;
        this.clock = clock;
    }

    /** Whether a person's grants share what the provider gave last. */
    boolean shares() {
        return shares;
    }

    /** The session as it stands now, what was handed to the grant included. */
    Usable current(Grant grant, DataKey dataKey) throws ProviderException {
        return adopted(grant, dataKey, stored(grant, dataKey));
    }

    Usable open(Grant grant, DataKey dataKey, SealedSession sealed) throws ProviderException {
        Optional<ProviderSession> session = sealed.open(grant, dataKey);
        if (session.isEmpty()) {
            throw new ProviderException(Failure.GRANT_REFUSED, "the stored session cannot be opened");
        }
        return new Usable(sealed, session.get());
    }

    private Usable stored(Grant grant, DataKey dataKey) throws ProviderException {
        Optional<SealedSession> stored = tokens.findSession(grant.id(), clock.instant());
        if (stored.isEmpty()) {
            throw new ProviderException(Failure.GRANT_REFUSED, "the grant was ended meanwhile");
        }
        return open(grant, dataKey, stored.get());
    }

    /** The session that was handed to the grant, if one waits that came later than the known one; else the known one. */
    Usable adopted(Grant grant, DataKey dataKey, Usable known) throws ProviderException {
        if (!shares) {
            return known;
        }
        Optional<ReceivedHandover> waiting = tokens.findHandover(grant.id(), clock.instant())
                .filter(handed -> handed.turn() > known.sealed().turn());
        Optional<ProviderSession> session = waiting.flatMap(handed -> handed.open(grant, dataKey, sealer));
        return waiting.isPresent() && session.isPresent()
                ? adopt(grant, dataKey, known, session.get(), waiting.get().turn())
                : known;
    }

    /** A store that cannot write now must not keep a token from use that it can read. */
    private Usable adopt(Grant grant, DataKey dataKey, Usable known, ProviderSession session, long turn)
            throws ProviderException {
        SealedSession next = known.sealed().next(session, turn, grant, dataKey, generator);
        try {
            return tokens.replaceSession(grant.id(), next) ? new Usable(next, session) : stored(grant, dataKey);
        } catch (StoreUnavailableException unavailable) {
            LOG.log(System.Logger.Level.DEBUG, "a hand-over was used, but not taken up", unavailable);
            return new Usable(known.sealed(), session);
        }
    }

    /**
     * Stores a newer session and hands it on; where another process was faster, its session is the one that counts. A store that is
     * busy for a moment must not cost the provider's answer, which exists nowhere else.
     *
     * @param turn of the tokens; 0 where nothing is shared
     */
    Usable keep(Grant grant, DataKey dataKey, Usable before, ProviderSession session, long turn)
            throws ProviderException {
        SealedSession next = before.sealed().next(session, turn, grant, dataKey, generator);
        for (int attempt = 1; attempt < SAVE_ATTEMPTS; attempt++) {
            try {
                return persist(grant, dataKey, next, session);
            } catch (StoreUnavailableException busy) {
                Pause.of(SAVE_PAUSE);
            }
        }
        return persist(grant, dataKey, next, session);
    }

    private Usable persist(Grant grant, DataKey dataKey, SealedSession next, ProviderSession session)
            throws ProviderException {
        Map<GrantId, Handover> handovers = handovers(grant, session, next.turn());
        boolean replaced = tokens.replaceSession(grant.id(), next, handovers);
        handovers.keySet().forEach(cache::forget);
        return replaced ? new Usable(next, session) : stored(grant, dataKey);
    }

    /** Stores a new grant's code with its first session, and hands that on in the same step. */
    void begin(
            Grant grant,
            DataKey dataKey,
            ProviderSession session,
            long turn,
            BiFunction<SealedSession, Optional<SharingKeys>, AuthorizationCode> code) {
        SealedSession first = SealedSession.first(session, turn, grant, dataKey, generator);
        Optional<SharingKeys> keys =
                shares ? Optional.of(SharingKeys.generate(grant, dataKey, generator)) : Optional.empty();
        Map<GrantId, Handover> handovers = handovers(grant, session, turn);
        tokens.store(code.apply(first, keys), handovers);
        handovers.keySet().forEach(cache::forget);
    }

    private Map<GrantId, Handover> handovers(Grant from, ProviderSession session, long turn) {
        Map<GrantId, Handover> handovers = new HashMap<>();
        for (Sibling sibling : siblings(from)) {
            handovers.put(sibling.grant(), Handover.seal(turn, session, from.upstream(), sibling, sealer));
        }
        return handovers;
    }

    /** The person's other grants that share what this one has. */
    List<Sibling> siblings(Grant of) {
        return shares ? tokens.findSiblings(of, clock.instant()) : List.of();
    }
}
