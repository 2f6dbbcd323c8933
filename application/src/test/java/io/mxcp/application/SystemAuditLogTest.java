package io.mxcp.application;

import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.contract.AuditLogContract;

class SystemAuditLogTest extends AuditLogContract {
    @Override
    protected AuditLog newLog() {
        return new SystemAuditLog();
    }
}
