package io.mxcp.application.access;

import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.secret.SecretHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tokens seen lately, so that the bearer path asks no store (DESIGN: bounded, emptied by revocation in this process).
 *
 * <p>An entry is trusted for {@link #TRUSTED_FOR}, which bounds how long a revocation by another process goes unnoticed here. Safe for
 * use by many threads; reading takes no lock.
 */
public final class AccessCache {
    /** How long an entry is used without asking the store again. */
    static final Duration TRUSTED_FOR = Duration.ofSeconds(30);

    static final int MAX_ENTRIES = 10_000;
    private static final int PARTS = 10;

    private final ConcurrentMap<SecretHash, Access> entries = new ConcurrentHashMap<>();
    private final AtomicLong forgotten = new AtomicLong();
    private final AtomicInteger rounds = new AtomicInteger();

    Optional<Access> find(SecretHash token, Instant now) {
        return Optional.ofNullable(entries.get(token)).filter(access -> isTrusted(access, now));
    }

    /** How often something was forgotten: read before the store is asked, so that an answer from before a revocation is not kept. */
    long epoch() {
        return forgotten.get();
    }

    void put(SecretHash token, Access access, long epoch) {
        if (entries.size() >= MAX_ENTRIES && !entries.containsKey(token)) {
            makeRoom(access.lookedUpAt());
        }
        entries.merge(token, access, (known, looked) -> known.isLaterThan(looked) ? known : looked);
        if (forgotten.get() != epoch) {
            // whatever stands there by now: another thread may have renewed what it found before it was forgotten
            entries.remove(token);
        }
    }

    /** Puts a newer form in place of one that is still known, unless another thread has put one there that is newer yet. */
    void replace(SecretHash token, Access newer) {
        entries.computeIfPresent(token, (hash, known) -> newer.over(known));
    }

    /** Forgets all tokens of a grant; a request that is under way may still end. */
    public void forget(GrantId grant) {
        forgotten.incrementAndGet();
        entries.values().removeIf(access -> access.grant().id().equals(grant));
    }

    void forget(SecretHash token) {
        entries.remove(token);
    }

    /** Drops what is not trusted any more; where that is too little, each tenth by hash, so that nobody can aim at another's entry. */
    private void makeRoom(Instant now) {
        entries.values().removeIf(access -> !isTrusted(access, now));
        if (entries.size() > MAX_ENTRIES - MAX_ENTRIES / PARTS) {
            int first = Math.floorMod(rounds.getAndIncrement(), PARTS); // another tenth each time
            AtomicInteger place = new AtomicInteger();
            entries.values().removeIf(access -> place.getAndIncrement() % PARTS == first);
        }
    }

    private static boolean isTrusted(Access access, Instant now) {
        // a clock that was set back must not lengthen the trust
        return !now.isBefore(access.lookedUpAt())
                && now.isBefore(access.lookedUpAt().plus(TRUSTED_FOR));
    }
}
