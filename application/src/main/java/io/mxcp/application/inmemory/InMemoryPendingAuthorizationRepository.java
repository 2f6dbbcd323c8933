package io.mxcp.application.inmemory;

import io.mxcp.domain.grant.ApprovedAuthorization;
import io.mxcp.domain.grant.PendingAuthorization;
import io.mxcp.domain.grant.PendingAuthorizationRepository;
import io.mxcp.domain.secret.SecretHash;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Authorization requests in memory, one step at a time. Where there are too many the oldest makes room, so that a flood costs people who
 * take their time a second try, and locks nobody out.
 */
public final class InMemoryPendingAuthorizationRepository implements PendingAuthorizationRepository {
    /** A few kilobytes each: what anybody can make this server keep stays far from what it has. */
    static final int MOST = 20_000;

    private final Map<SecretHash, PendingAuthorization> waiting = new LinkedHashMap<>();
    private final Map<SecretHash, ApprovedAuthorization> approved = new LinkedHashMap<>();
    private final Deadlines<SecretHash> deadlines = new Deadlines<>();

    /** An empty one. */
    public InMemoryPendingAuthorizationRepository() {}

    @Override
    public synchronized void save(PendingAuthorization pending) {
        makeRoom(waiting);
        waiting.put(pending.handle(), pending);
        deadlines.set(pending.handle(), pending.expiresAt());
    }

    private void makeRoom(Map<SecretHash, ?> kept) {
        if (kept.size() >= MOST) {
            forget(kept.keySet().iterator().next());
        }
    }

    @Override
    public synchronized Optional<PendingAuthorization> find(SecretHash handle, Instant now) {
        return Optional.ofNullable(waiting.get(handle)).filter(pending -> now.isBefore(pending.expiresAt()));
    }

    @Override
    public synchronized boolean approve(SecretHash handle, Approval approval, Instant now) {
        Optional<PendingAuthorization> found = find(handle, now);
        found.ifPresent(pending -> {
            forget(handle);
            makeRoom(approved);
            approved.put(approval.state(), bind(pending, approval));
            deadlines.set(approval.state(), approval.expiresAt());
        });
        return found.isPresent();
    }

    @Override
    public synchronized boolean deny(SecretHash handle, Instant now) {
        Optional<PendingAuthorization> found = find(handle, now);
        found.ifPresent(pending -> forget(handle));
        return found.isPresent();
    }

    @Override
    public synchronized Optional<ApprovedAuthorization> take(SecretHash state, SecretHash browser, Instant now) {
        Optional<ApprovedAuthorization> found = Optional.ofNullable(approved.get(state))
                .filter(authorization -> authorization.browser().equals(browser))
                .filter(authorization -> now.isBefore(authorization.expiresAt()));
        found.ifPresent(authorization -> forget(state));
        return found;
    }

    @Override
    public synchronized int sweep(Instant now, int limit) {
        List<SecretHash> expired = deadlines.due(now, limit);
        expired.forEach(this::forget);
        return expired.size();
    }

    private void forget(SecretHash handleOrState) {
        deadlines.remove(handleOrState);
        waiting.remove(handleOrState);
        approved.remove(handleOrState);
    }

    private static ApprovedAuthorization bind(PendingAuthorization pending, Approval approval) {
        return new ApprovedAuthorization(
                approval.state(), approval.browser(), pending.request(), approval.secrets(), approval.expiresAt());
    }
}
