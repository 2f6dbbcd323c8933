package io.mxcp.application.endpoint;

import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.query.QueryEngine;
import java.time.Duration;
import java.time.InstantSource;

/** What can be done with endpoints. */
public record EndpointFlows(CallTool callTool, ReadResource readResource, GetPrompt getPrompt) {
    /**
     * The flows over these parts.
     *
     * @param limit how long one call or one reading may take
     */
    public static EndpointFlows over(QueryEngine engine, AuditLog audit, InstantSource clock, Duration limit) {
        Statements statements = new Statements(engine, clock, limit);
        Watched watched = new Watched(audit, clock);
        return new EndpointFlows(
                new CallTool(statements, watched), new ReadResource(statements, watched), new GetPrompt(watched));
    }
}
