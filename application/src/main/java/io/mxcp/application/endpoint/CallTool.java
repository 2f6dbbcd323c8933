package io.mxcp.application.endpoint;

import io.mxcp.application.endpoint.Statements.Statement;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.domain.query.Sql;
import java.util.Map;
import java.util.function.Function;

/** Calls a tool as a person: opens SQL for exactly this caller, runs the tool's statement, shapes its rows into the result. */
public final class CallTool {
    private final Statements statements;
    private final Watched watched;

    CallTool(Statements statements, Watched watched) {
        this.statements = statements;
        this.watched = watched;
    }

    /**
     * Calls a tool with arguments that were checked against its schema; every call is told to the audit log.
     *
     * @return a value of the tool's result type: a list, a map, or a scalar; leaves as {@code QueryResult} describes them
     * @throws EndpointException if it gave none; then it wrote nothing
     */
    public Object call(Tool tool, Map<String, Object> arguments, Requester requester, Cancellation cancellation)
            throws EndpointException {
        return call(tool, arguments, requester, cancellation, ReadResult::of);
    }

    /** The same, and makes something of that value, before what was written is kept. */
    public <T> T call(
            Tool tool,
            Map<String, Object> arguments,
            Requester requester,
            Cancellation cancellation,
            Function<Object, ReadResult<T>> reader)
            throws EndpointException {
        Watched.Use use = new Watched.Use(AuditEvent.ToolCalled::new, requester.caller(), tool.name());
        return watched.run(use, () -> {
            Map<String, Object> bound = Arguments.bind(tool.parameters(), arguments);
            return statements.run(
                    statement(tool, bound),
                    rows -> reader.apply(Shape.of(rows, tool.result())).orThrow(),
                    requester,
                    cancellation);
        });
    }

    private static Statement statement(Tool tool, Map<String, Object> bound) {
        if (tool.source() instanceof Tool.Source.FromCaller free) {
            Sql written = new Sql.ByCaller(Arguments.text(bound, free.parameter()));
            return new Statement(written, Map.of(), tool.accessMode());
        }
        return new Statement(((Tool.Source.Statement) tool.source()).sql(), bound, tool.accessMode());
    }
}
