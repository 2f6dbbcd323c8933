package io.mxcp.application.endpoint;

import io.mxcp.application.endpoint.EndpointException.Fault;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditEvent.Outcome;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.endpoint.PromptException;
import io.mxcp.domain.query.Caller;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** Does something for a caller, and tells the audit log how it ended, however it ended. */
final class Watched {
    private final AuditLog audit;
    private final InstantSource clock;

    Watched(AuditLog audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** What is done. */
    @FunctionalInterface
    interface Work<T> {
        T done() throws EndpointException, QueryException, PromptException;
    }

    /** The event of its kind. */
    @FunctionalInterface
    interface Event {
        AuditEvent of(
                Instant at, Caller caller, String endpoint, Outcome outcome, Duration took, Optional<String> reason);
    }

    /** One endpoint that is used: by whom, and how that is told. */
    record Use(Event event, Caller caller, String endpoint) {}

    <T> T run(Use use, Work<T> work) throws EndpointException {
        Instant begun = clock.instant();
        try {
            T value = work.done();
            tell(use, begun, Outcome.SUCCEEDED, Optional.empty());
            return value;
        } catch (EndpointException refused) {
            tell(use, begun, Outcome.FAILED, Optional.of(name(refused.fault())));
            throw refused;
        } catch (PromptException broken) {
            tell(use, begun, Outcome.FAILED, Optional.of(name(Fault.TEMPLATE)));
            throw new EndpointException(Fault.TEMPLATE, broken.explanation());
        } catch (QueryException failure) {
            tell(
                    use,
                    begun,
                    outcome(failure.reason()),
                    Optional.of(failure.reason().name()));
            throw new EndpointException(Fault.STATEMENT, advised(failure).explanation());
        } catch (RuntimeException broken) { // a fault of ours, which an operator must see as well
            tell(use, begun, Outcome.FAILED, Optional.of("internal"));
            throw broken;
        }
    }

    private void tell(Use use, Instant begun, Outcome outcome, Optional<String> reason) {
        Instant now = clock.instant();
        audit.record(use.event().of(now, use.caller(), use.endpoint(), outcome, Duration.between(begun, now), reason));
    }

    private static QueryException advised(QueryException failure) {
        return failure.isForWantOfWriting()
                ? failure.withAdvice("A tool whose SQL writes says so in its file: annotations: {readOnlyHint: false}.")
                : failure;
    }

    private static String name(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT);
    }

    private static Outcome outcome(Reason reason) {
        return switch (reason) {
            case REFUSED -> Outcome.DENIED;
            case CANCELLED -> Outcome.CANCELLED;
            default -> Outcome.FAILED;
        };
    }
}
