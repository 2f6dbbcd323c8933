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
     * @param reader reads a value of the tool's result type, before what was written is kept: a list, a map, or a scalar; leaves as
     *     {@code QueryResult} describes them
     * @return what the reader made of it
     * @throws EndpointException if the tool gave none, or the reader found it broken; then nothing that was written is kept
     */
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
