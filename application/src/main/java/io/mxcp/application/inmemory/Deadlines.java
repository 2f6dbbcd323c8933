package io.mxcp.application.inmemory;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Keys in the order of their times, so that a sweep looks at nothing that stays. Not safe for use by several threads. */
final class Deadlines<K> {
    private record Deadline<K>(Instant time, long number, K key) {}

    private final Map<K, Deadline<K>> byKey = new HashMap<>();
    private final TreeSet<Deadline<K>> byTime = new TreeSet<>(
            Comparator.<Deadline<K>, Instant>comparing(Deadline::time).thenComparing(Deadline::number));
    private long added;

    /** Puts the key at this time, wherever it was before. */
    void set(K key, Instant time) {
        remove(key);
        Deadline<K> deadline = new Deadline<>(time, added++, key);
        byKey.put(key, deadline);
        byTime.add(deadline);
    }

    /** Forgets the key. */
    boolean remove(K key) {
        Deadline<K> deadline = byKey.remove(key);
        return deadline != null && byTime.remove(deadline);
    }

    int size() {
        return byKey.size();
    }

    /** The key whose time comes first. */
    Optional<K> first() {
        return byTime.isEmpty() ? Optional.empty() : Optional.of(byTime.first().key());
    }

    /** At most so many keys whose time is now or was before, the earliest first. */
    List<K> due(Instant now, int limit) {
        return byTime.stream()
                .takeWhile(deadline -> !deadline.time().isAfter(now))
                .limit(limit)
                .map(Deadline::key)
                .toList();
    }
}
