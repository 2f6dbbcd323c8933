package io.mxcp.domain.audit;

/**
 * Takes events for the operator.
 *
 * <p>Safe for use by many threads. Never blocks the request for longer than it takes to hand an event over, and loses none that it
 * took on an orderly stop. A log that cannot be written never fails a request; the implementation tells the operator by other means.
 */
public interface AuditLog {
    /** Takes an event. */
    void record(AuditEvent event);
}
