package io.mxcp.application.access;

import io.mxcp.domain.grant.GrantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps something from being done for a grant more often than once in a while, in this process. Safe for use by many threads. */
final class Lately {
    private static final int MOST = 10_000;

    private final Duration pause;
    private final Map<GrantId, Instant> done = new LinkedHashMap<>();

    Lately(Duration pause) {
        this.pause = pause;
    }

    /** Whether it may be done now; it counts as done then. A clock that was set back must not lengthen the pause. */
    synchronized boolean start(GrantId grant, Instant now) {
        Optional<Instant> last = Optional.ofNullable(done.get(grant));
        if (last.filter(time -> !now.isBefore(time) && now.isBefore(time.plus(pause)))
                .isPresent()) {
            return false;
        }
        done.remove(grant); // so that the eldest comes first
        done.put(grant, now);
        makeRoom();
        return true;
    }

    private void makeRoom() {
        Iterator<GrantId> eldest = done.keySet().iterator();
        while (done.size() > MOST) {
            eldest.next();
            eldest.remove();
        }
    }
}
