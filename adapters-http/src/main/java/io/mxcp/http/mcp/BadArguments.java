package io.mxcp.http.mcp;

import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditEvent.Outcome;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.query.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Tells the audit log of calls that ended before they began: an operator must see them, too. */
final class BadArguments {
    private final AuditLog audit;
    private final InstantSource clock;

    BadArguments(AuditLog audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** The event of its kind. */
    @FunctionalInterface
    interface Event {
        AuditEvent of(
                Instant at, Caller caller, String endpoint, Outcome outcome, Duration took, Optional<String> reason);
    }

    void tell(Event event, Exchange exchange, String endpoint) {
        Caller caller = exchange.requester().caller();
        audit.record(
                event.of(clock.instant(), caller, endpoint, Outcome.FAILED, Duration.ZERO, Optional.of("argument")));
    }
}
