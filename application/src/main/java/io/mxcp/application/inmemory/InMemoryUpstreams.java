package io.mxcp.application.inmemory;

import io.mxcp.application.inmemory.StoredGrant.Lease;
import io.mxcp.domain.grant.Upstream;
import io.mxcp.domain.token.UpstreamLease;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may change what a person's grants share, and the turns that were drawn. Safe for use by many threads. */
final class InMemoryUpstreams {
    /** Two, so that a holder may use the next number as well. */
    private static final long STEP = 2;

    private static final Duration REMEMBERED_FOR = Duration.ofDays(1);

    private final Map<Upstream, Lease> leases = new HashMap<>();
    private final Deadlines<Upstream> ends = new Deadlines<>();

    synchronized Optional<UpstreamLease> lease(Upstream upstream, Instant now, Instant until) {
        Optional<Lease> last = Optional.ofNullable(leases.get(upstream));
        if (last.filter(lease -> !lease.isFree(now, until)).isPresent()) {
            return Optional.empty();
        }
        long turn = Math.max(
                now.toEpochMilli(), last.map(lease -> lease.fence() + STEP).orElse(0L));
        leases.put(upstream, new Lease(turn, until));
        ends.set(upstream, Instant.ofEpochMilli(turn).plus(REMEMBERED_FOR));
        return Optional.of(new UpstreamLease(upstream, turn));
    }

    synchronized void release(UpstreamLease lease) {
        leases.computeIfPresent(
                lease.upstream(),
                (upstream, held) -> held.fence() == lease.turn() ? new Lease(held.fence(), Instant.MIN) : held);
    }

    /** A counter that is a day behind the clock is of no use: the next turn begins at the clock. */
    synchronized int sweep(Instant now, int limit) {
        List<Upstream> over = ends.due(now, limit);
        over.forEach(upstream -> {
            leases.remove(upstream);
            ends.remove(upstream);
        });
        return over.size();
    }
}
