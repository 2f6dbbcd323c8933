package io.mxcp.application;

import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditLog;

/** Tells the platform's logger: the default where a host brings no log of its own. Only the kind of event is told, nobody's name. */
final class SystemAuditLog implements AuditLog {
    private final System.Logger logger = System.getLogger("io.mxcp.audit");

    @Override
    public void record(AuditEvent event) {
        logger.log(System.Logger.Level.INFO, event.getClass().getSimpleName());
    }
}
