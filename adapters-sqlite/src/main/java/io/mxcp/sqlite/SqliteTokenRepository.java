package io.mxcp.sqlite;

import static io.mxcp.sqlite.Columns.millis;

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
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Grants, codes and tokens in SQLite. */
public final class SqliteTokenRepository implements TokenRepository {
    private static final int LIVE = 2;
    private static final int MAX_STEP = 500;

    private final SqliteDatabase database;
    private final long realm;
    private final SharedUpstreams upstreams;

    /** Those of the database's realm. */
    public SqliteTokenRepository(SqliteDatabase database) {
        this.database = database;
        this.realm = database.realm();
        this.upstreams = new SharedUpstreams(realm);
    }

    @Override
    public void store(AuthorizationCode code, Map<GrantId, Handover> handovers) {
        database.write(handle -> {
            upstreams.hand(handle, handovers);
            return insert(handle, code, code.grant());
        });
    }

    private int insert(Handle handle, AuthorizationCode code, Grant grant) {
        return Kept.change(
                handle,
                TokenStatements.STORE,
                realm,
                grant.id().bytes(),
                grant.client().value(),
                grant.provider().value(),
                grant.owner().bytes(),
                grant.scopes().toString(),
                grant.resource().value(),
                grant.issuer().value(),
                millis(grant.createdAt()),
                millis(grant.endsAt()),
                Math.min(millis(grant.endsAt()), millis(code.expiresAt())),
                code.hash().bytes(),
                millis(code.expiresAt()),
                code.dataKey().bytes(),
                code.redirectUri().value(),
                code.challenge().value(),
                code.session().version(),
                code.session().turn(),
                code.session().content().bytes(),
                code.sharing().map(keys -> keys.publicKey().bytes()),
                code.sharing().map(keys -> keys.privateKey().bytes()));
    }

    @Override
    public Optional<AuthorizationCode> look(SecretHash code) {
        return Columns.whole(
                "authorization code",
                () -> database.read(handle ->
                        Kept.first(handle, TokenStatements.LOOK, row -> GrantRows.code(row), realm, code.bytes())));
    }

    @Override
    public Redemption redeem(SecretHash code, ClientId client, TokenPair first, Instant now) {
        return database.write(handle -> {
            Optional<GrantId> grant = makeLive(handle, code, client, first, now);
            if (grant.isEmpty()) {
                return spentBefore(handle, code, client, now);
            }
            add(handle, first.access(), grant.get());
            return new Redemption.Redeemed();
        });
    }

    private Optional<GrantId> makeLive(Handle handle, SecretHash code, ClientId client, TokenPair first, Instant now) {
        Optional<RefreshToken> refresh = first.refresh();
        return Kept.first(
                handle,
                TokenStatements.REDEEM,
                row -> GrantRows.id(row),
                first.access().hash().bytes(),
                refresh.map(token -> token.hash().bytes()),
                refresh.map(token -> millis(token.expiresAt())),
                refresh.map(token -> token.dataKey().bytes()),
                lastExpiry(first),
                realm,
                code.bytes(),
                client.value(),
                millis(now));
    }

    @Override
    public Redemption spend(SecretHash code, ClientId client, Instant now) {
        return database.write(handle -> {
            int spent = Kept.change(handle, TokenStatements.SPEND, realm, code.bytes(), client.value(), millis(now));
            return spent == 1 ? new Redemption.Redeemed() : spentBefore(handle, code, client, now);
        });
    }

    private Redemption spentBefore(Handle handle, SecretHash code, ClientId client, Instant now) {
        return Kept.<Redemption>first(
                        handle,
                        TokenStatements.SPENT_BEFORE,
                        row -> new Redemption.Replayed(GrantRows.id(row)),
                        realm,
                        code.bytes(),
                        client.value(),
                        millis(now))
                .orElseGet(Redemption.Unknown::new);
    }

    @Override
    public Optional<LiveAccessToken> findAccessToken(SecretHash accessToken, Instant now) {
        return Columns.whole(
                "access token",
                () -> database.read(handle -> Kept.first(
                        handle,
                        TokenStatements.FIND_ACCESS_TOKEN,
                        row -> GrantRows.accessToken(row, accessToken),
                        realm,
                        accessToken.bytes(),
                        millis(now),
                        millis(now))));
    }

    @Override
    public void markSeen(GrantId grant, SecretHash accessToken) {
        Object[] key = {realm, grant.bytes(), accessToken.bytes()};
        if (exists(TokenStatements.IS_SEEN_NEWLY, key)) { // most calls bring no news, and they are many
            database.writeLater(handle -> Kept.change(handle, TokenStatements.MARK_SEEN, key));
        }
    }

    @Override
    public Optional<TokenFamily> findFamily(GrantId grant, Instant now) {
        return Columns.whole(
                "grant",
                () -> database.read(handle -> Kept.first(
                        handle,
                        TokenStatements.FIND_FAMILY,
                        row -> GrantRows.family(row),
                        realm,
                        grant.bytes(),
                        millis(now),
                        millis(now))));
    }

    @Override
    public Rotation rotate(GrantId grant, SecretHash current, TokenPair next, Sealed replay, Instant now) {
        RefreshToken refresh =
                next.refresh().orElseThrow(() -> new IllegalArgumentException("a rotation needs a new refresh token"));
        return database.write(handle -> {
            int rotated = Kept.change(
                    handle,
                    TokenStatements.ROTATE,
                    millis(now),
                    replay.bytes(),
                    next.access().hash().bytes(),
                    refresh.hash().bytes(),
                    millis(refresh.expiresAt()),
                    refresh.dataKey().bytes(),
                    lastExpiry(next),
                    realm,
                    grant.bytes(),
                    current.bytes(),
                    millis(now),
                    millis(now));
            if (rotated == 0) {
                return whyNotRotated(handle, grant, now);
            }
            add(handle, next.access(), grant);
            return Rotation.ROTATED;
        });
    }

    private Rotation whyNotRotated(Handle handle, GrantId grant, Instant now) {
        boolean alive = exists(handle, TokenStatements.HAS_FAMILY, realm, grant.bytes(), millis(now), millis(now));
        return alive ? Rotation.SUPERSEDED : Rotation.GONE;
    }

    /** Its access tokens stay behind, good for nothing, until they expire. */
    @Override
    public void revoke(GrantId grant) {
        database.write(handle -> Kept.change(handle, TokenStatements.REVOKE, realm, grant.bytes()));
    }

    @Override
    public Set<GrantId> revokeAll(SecretHash owner) {
        List<Map.Entry<GrantId, Integer>> ended =
                database.write(handle -> handle.select(TokenStatements.REVOKE_ALL, realm, owner.bytes())
                        .<Map.Entry<GrantId, Integer>>map(
                                (row, context) -> new SimpleImmutableEntry<>(GrantRows.id(row), row.getInt("stage")))
                        .list());
        return ended.stream()
                .filter(grant -> grant.getValue() == LIVE)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean replaceSession(GrantId grant, SealedSession next, Map<GrantId, Handover> handovers) {
        return database.write(handle -> {
            upstreams.hand(handle, handovers);
            return Kept.change(
                            handle,
                            TokenStatements.REPLACE_SESSION,
                            next.version(),
                            next.turn(),
                            next.content().bytes(),
                            next.turn(),
                            realm,
                            grant.bytes(),
                            next.version() - 1,
                            next.turn())
                    == 1;
        });
    }

    @Override
    public Optional<ReceivedHandover> findHandover(GrantId grant, Instant now) {
        return Columns.whole("grant", () -> database.read(handle -> upstreams.received(handle, grant, now)));
    }

    @Override
    public List<Sibling> findSiblings(Grant of, Instant now) {
        return database.read(handle -> upstreams.siblings(handle, of, now));
    }

    @Override
    public Optional<SealedSession> findSession(GrantId grant, Instant now) {
        return Columns.whole(
                "grant",
                () -> database.read(handle -> Kept.first(
                        handle,
                        TokenStatements.FIND_SESSION,
                        row -> GrantRows.session(row),
                        realm,
                        grant.bytes(),
                        millis(now))));
    }

    @Override
    public Optional<RefreshLease> leaseProviderRefresh(GrantId grant, Instant now, Instant until) {
        return database.write(handle -> Kept.first(
                handle,
                TokenStatements.LEASE,
                row -> new RefreshLease(grant, row.getLong("fence")),
                millis(until),
                realm,
                grant.bytes(),
                millis(now),
                millis(now),
                millis(until.plus(CLOCK_SLACK))));
    }

    @Override
    public void release(RefreshLease lease) {
        database.write(handle -> Kept.change(
                handle, TokenStatements.RELEASE, realm, lease.grant().bytes(), lease.fence()));
    }

    @Override
    public Optional<UpstreamLease> leaseUpstream(Upstream upstream, Instant now, Instant until) {
        return database.write(handle -> upstreams.lease(handle, upstream, now, until));
    }

    @Override
    public void release(UpstreamLease lease) {
        database.write(handle -> upstreams.release(handle, lease));
    }

    @Override
    public int sweep(Instant now, int limit) {
        int step = Math.min(limit, MAX_STEP);
        return database.write(handle -> {
            int tokens = Kept.change(handle, TokenStatements.SWEEP_ACCESS_TOKENS, realm, realm, millis(now), step);
            int grants = Kept.change(handle, TokenStatements.SWEEP_GRANTS, realm, millis(now), step - tokens);
            return tokens + grants + upstreams.sweep(handle, now, step - tokens - grants);
        });
    }

    private void add(Handle handle, AccessToken token, GrantId grant) {
        Kept.change(
                handle,
                TokenStatements.ADD_ACCESS_TOKEN,
                realm,
                token.hash().bytes(),
                grant.bytes(),
                token.scopes().toString(),
                millis(token.expiresAt()),
                token.dataKey().bytes());
    }

    private boolean exists(String sql, Object... arguments) {
        return database.read(handle -> exists(handle, sql, arguments));
    }

    private static boolean exists(Handle handle, String sql, Object... arguments) {
        return Kept.first(handle, sql, row -> true, arguments).isPresent();
    }

    private static long lastExpiry(TokenPair pair) {
        long access = millis(pair.access().expiresAt());
        return Math.max(
                access, pair.refresh().map(token -> millis(token.expiresAt())).orElse(access));
    }
}
