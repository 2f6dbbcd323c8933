package io.mxcp.sqlite;

import static io.mxcp.sqlite.Columns.millis;

import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.grant.Handover;
import io.mxcp.domain.grant.Sibling;
import io.mxcp.domain.grant.Upstream;
import io.mxcp.domain.secret.SharingPublicKey;
import io.mxcp.domain.token.ReceivedHandover;
import io.mxcp.domain.token.TokenRepository;
import io.mxcp.domain.token.UpstreamLease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What a person's grants share: the steps of it that run within one transaction, for one realm. */
final class SharedUpstreams {
    /** A counter that is a day behind the clock is of no use: the next turn begins at the clock. */
    private static final Duration REMEMBERED_FOR = Duration.ofDays(1);

    private final long realm;

    SharedUpstreams(long realm) {
        this.realm = realm;
    }

    void hand(Handle handle, Map<GrantId, Handover> handovers) {
        handovers.forEach((grant, handover) -> Kept.change(
                handle,
                SharingStatements.HAND,
                handover.turn(),
                handover.content().bytes(),
                realm,
                grant.bytes(),
                handover.turn(),
                handover.turn()));
    }

    Optional<ReceivedHandover> received(Handle handle, GrantId grant, Instant now) {
        return Kept.first(
                handle, SharingStatements.FIND_HANDOVER, SharedUpstreams::received, realm, grant.bytes(), millis(now));
    }

    private static ReceivedHandover received(ResultSet row) throws SQLException {
        Handover handover = new Handover(row.getLong("handover_turn"), Columns.sealed(row, "handover"));
        return new ReceivedHandover(handover, GrantRows.sharing(row).orElseThrow(IllegalArgumentException::new));
    }

    List<Sibling> siblings(Handle handle, Grant of, Instant now) {
        return handle.select(
                        SharingStatements.FIND_SIBLINGS,
                        realm,
                        of.owner().bytes(),
                        of.provider().value(),
                        of.issuer().value(),
                        of.id().bytes(),
                        millis(now))
                .map((row, context) -> new Sibling(
                        GrantRows.id(row),
                        new ClientId(row.getString("client")),
                        SharingPublicKey.ofBytes(row.getBytes("sharing_public_key"))))
                .list();
    }

    Optional<UpstreamLease> lease(Handle handle, Upstream upstream, Instant now, Instant until) {
        return Kept.first(
                handle,
                SharingStatements.LEASE,
                row -> new UpstreamLease(upstream, row.getLong("turn")),
                realm,
                upstream.owner().bytes(),
                upstream.provider().value(),
                upstream.issuer().value(),
                millis(now),
                millis(until),
                millis(now),
                millis(until.plus(TokenRepository.CLOCK_SLACK)));
    }

    int release(Handle handle, UpstreamLease lease) {
        Upstream upstream = lease.upstream();
        return Kept.change(
                handle,
                SharingStatements.RELEASE,
                realm,
                upstream.owner().bytes(),
                upstream.provider().value(),
                upstream.issuer().value(),
                lease.turn());
    }

    int sweep(Handle handle, Instant now, int limit) {
        return Kept.change(handle, SharingStatements.SWEEP, realm, millis(now.minus(REMEMBERED_FOR)), limit);
    }
}
