package io.mxcp.application.inmemory;

import io.mxcp.application.inmemory.StoredGrant.Lease;
import io.mxcp.application.inmemory.StoredGrant.Live;
import io.mxcp.application.inmemory.StoredGrant.Unspent;
import io.mxcp.application.inmemory.StoredGrant.Wasted;
import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.grant.Handover;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.grant.Sibling;
import io.mxcp.domain.grant.Upstream;
import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.token.AccessToken;
import io.mxcp.domain.token.LiveAccessToken;
import io.mxcp.domain.token.ReceivedHandover;
import io.mxcp.domain.token.Redemption;
import io.mxcp.domain.token.RefreshLease;
import io.mxcp.domain.token.RefreshToken;
import io.mxcp.domain.token.Rotation;
import io.mxcp.domain.token.TokenFamily;
import io.mxcp.domain.token.TokenPair;
import io.mxcp.domain.token.TokenRepository;
import io.mxcp.domain.token.UpstreamLease;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Grants, codes and tokens in memory: looking takes no lock, changes are one step at a time. */
public final class InMemoryTokenRepository implements TokenRepository {
    private record HeldToken(AccessToken token, GrantId grant) {}

    private final Map<GrantId, StoredGrant> grants = new ConcurrentHashMap<>();
    private final Map<SecretHash, GrantId> codes = new ConcurrentHashMap<>();
    private final Map<SecretHash, HeldToken> accessTokens = new ConcurrentHashMap<>();
    private final Map<GrantId, Handover> handovers = new ConcurrentHashMap<>();
    private final InMemoryUpstreams upstreams = new InMemoryUpstreams();
    private final Deadlines<GrantId> grantEnds = new Deadlines<>();
    private final Deadlines<SecretHash> accessTokenEnds = new Deadlines<>();

    /** An empty one. */
    public InMemoryTokenRepository() {}

    @Override
    public synchronized void store(AuthorizationCode code, Map<GrantId, Handover> handed) {
        put(new Unspent(code));
        codes.put(code.hash(), code.grant().id());
        handed.forEach(this::hand);
    }

    @Override
    public Optional<AuthorizationCode> look(SecretHash code) {
        return ofCode(code).map(StoredGrant::code);
    }

    @Override
    public synchronized Redemption redeem(SecretHash code, ClientId client, TokenPair first, Instant now) {
        return spend(code, client, now, issued -> {
            add(first.access(), issued.grant().id());
            return Live.first(issued, first);
        });
    }

    @Override
    public synchronized Redemption spend(SecretHash code, ClientId client, Instant now) {
        return spend(code, client, now, Wasted::new);
    }

    private Redemption spend(
            SecretHash code, ClientId client, Instant now, Function<AuthorizationCode, StoredGrant> next) {
        StoredGrant stored = ofCode(code)
                .filter(grant -> grant.grant().client().equals(client) && now.isBefore(grant.overAt()))
                .orElse(null);
        if (stored == null) {
            return new Redemption.Unknown();
        }
        if (!(stored instanceof Unspent)) {
            return new Redemption.Replayed(stored.grant().id());
        }
        put(next.apply(stored.code()));
        return new Redemption.Redeemed();
    }

    @Override
    public Optional<LiveAccessToken> findAccessToken(SecretHash accessToken, Instant now) {
        return Optional.ofNullable(accessTokens.get(accessToken))
                .filter(held -> now.isBefore(held.token().expiresAt()))
                .flatMap(held -> live(held.grant(), now)
                        .map(grant -> new LiveAccessToken(held.token(), grant.grant(), grant.session())));
    }

    @Override
    public void markSeen(GrantId grant, SecretHash accessToken) {
        Predicate<Live> news = live -> !live.successorSeen() && live.access().equals(accessToken);
        if (live(grant).filter(news).isPresent()) { // most calls bring no news, and they are many
            change(grant, news, Live::seen);
        }
    }

    @Override
    public Optional<TokenFamily> findFamily(GrantId grant, Instant now) {
        return live(grant).flatMap(live -> live.family(now));
    }

    @Override
    public synchronized Rotation rotate(GrantId grant, SecretHash current, TokenPair next, Sealed replay, Instant now) {
        if (next.refresh().isEmpty()) {
            throw new IllegalArgumentException("a rotation needs a new refresh token");
        }
        Optional<Live> live = live(grant);
        Optional<RefreshToken> replaced = live.flatMap(found -> found.current(now));
        if (live.isEmpty() || replaced.isEmpty()) {
            return Rotation.GONE;
        }
        if (!replaced.get().hash().equals(current)) {
            return Rotation.SUPERSEDED;
        }
        add(next.access(), grant);
        put(live.get().rotated(replaced.get(), next, replay, now));
        return Rotation.ROTATED;
    }

    @Override
    public synchronized void revoke(GrantId grant) {
        remove(grant);
    }

    @Override
    public synchronized Set<GrantId> revokeAll(SecretHash owner) {
        List<StoredGrant> theirs = grants.values().stream()
                .filter(stored -> stored.grant().owner().equals(owner))
                .toList();
        theirs.forEach(stored -> remove(stored.grant().id()));
        return theirs.stream()
                .filter(Live.class::isInstance)
                .map(stored -> stored.grant().id())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public synchronized boolean replaceSession(GrantId grant, SealedSession next, Map<GrantId, Handover> handed) {
        handed.forEach(this::hand);
        Optional<Live> replaced = change(grant, live -> follows(next, live.session()), live -> live.with(next));
        replaced.ifPresent(live ->
                handovers.computeIfPresent(grant, (id, waiting) -> waiting.turn() > next.turn() ? waiting : null));
        return replaced.isPresent();
    }

    private static boolean follows(SealedSession next, SealedSession stored) {
        return stored.version() == next.version() - 1 && stored.turn() <= next.turn();
    }

    private void hand(GrantId grant, Handover newer) {
        Optional<StoredGrant> receiver = Optional.ofNullable(grants.get(grant)).filter(StoredGrant::canReceive);
        if (receiver.filter(stored -> stored.session().turn() < newer.turn()).isPresent()) {
            handovers.merge(grant, newer, (waiting, handed) -> waiting.turn() < handed.turn() ? handed : waiting);
        }
    }

    @Override
    public Optional<ReceivedHandover> findHandover(GrantId grant, Instant now) {
        Optional<Handover> waiting = Optional.ofNullable(handovers.get(grant));
        return live(grant, now)
                .flatMap(live -> waiting.filter(
                                newer -> newer.turn() > live.session().turn())
                        .flatMap(newer -> live.code().sharing().map(keys -> new ReceivedHandover(newer, keys))));
    }

    @Override
    public List<Sibling> findSiblings(Grant of, Instant now) {
        return grants.values().stream()
                .filter(stored -> stored.grant().upstream().equals(of.upstream()))
                .filter(stored -> !stored.grant().id().equals(of.id()) && now.isBefore(stored.overAt()))
                .filter(StoredGrant::canReceive)
                .flatMap(stored -> stored.code().sharing().stream()
                        .map(keys ->
                                new Sibling(stored.grant().id(), stored.grant().client(), keys.publicKey())))
                .toList();
    }

    @Override
    public Optional<SealedSession> findSession(GrantId grant, Instant now) {
        return live(grant, now).map(Live::session);
    }

    @Override
    public Optional<RefreshLease> leaseProviderRefresh(GrantId grant, Instant now, Instant until) {
        return change(
                        grant,
                        live -> !live.endedBy(now) && live.lease().isFree(now, until),
                        live -> live.with(new Lease(live.lease().fence() + 1, until)))
                .map(live -> new RefreshLease(grant, live.lease().fence()));
    }

    @Override
    public void release(RefreshLease lease) {
        change(
                lease.grant(),
                live -> live.lease().fence() == lease.fence(),
                live -> live.with(new Lease(lease.fence(), Instant.MIN)));
    }

    @Override
    public Optional<UpstreamLease> leaseUpstream(Upstream upstream, Instant now, Instant until) {
        return upstreams.lease(upstream, now, until);
    }

    @Override
    public void release(UpstreamLease lease) {
        upstreams.release(lease);
    }

    @Override
    public synchronized int sweep(Instant now, int limit) {
        List<SecretHash> expired = accessTokenEnds.due(now, limit);
        expired.forEach(hash -> {
            accessTokens.remove(hash);
            accessTokenEnds.remove(hash);
        });
        List<GrantId> over = grantEnds.due(now, limit - expired.size());
        over.forEach(this::remove);
        int removed = expired.size() + over.size();
        return removed + upstreams.sweep(now, limit - removed);
    }

    private Optional<StoredGrant> ofCode(SecretHash code) {
        return Optional.ofNullable(codes.get(code)).map(grants::get);
    }

    private Optional<Live> live(GrantId grant) {
        return grants.get(grant) instanceof Live live ? Optional.of(live) : Optional.empty();
    }

    private Optional<Live> live(GrantId grant, Instant now) {
        return live(grant).filter(live -> !live.endedBy(now));
    }

    /** The grant as it is after the change, or nothing where the condition did not hold. */
    private synchronized Optional<Live> change(GrantId grant, Predicate<Live> condition, Function<Live, Live> change) {
        Optional<Live> changed = live(grant).filter(condition).map(change);
        changed.ifPresent(this::put);
        return changed;
    }

    private void put(StoredGrant stored) {
        grants.put(stored.grant().id(), stored);
        grantEnds.set(stored.grant().id(), stored.overAt());
    }

    /** Comes before its grant is put, so that nobody sees a grant without the token. */
    private void add(AccessToken token, GrantId grant) {
        accessTokens.put(token.hash(), new HeldToken(token, grant));
        accessTokenEnds.set(token.hash(), token.expiresAt());
    }

    /** Access tokens of the grant stay behind, good for nothing, until they expire. */
    private void remove(GrantId grant) {
        grantEnds.remove(grant);
        handovers.remove(grant);
        StoredGrant removed = grants.remove(grant);
        if (removed != null) {
            codes.remove(removed.code().hash());
        }
    }
}
