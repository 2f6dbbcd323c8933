package io.mxcp.application.endpoint;

import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditEvent.Outcome;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.domain.endpoint.ValueType;
import io.mxcp.domain.endpoint.ValueType.Kind;
import io.mxcp.domain.query.Caller;
import io.mxcp.domain.query.QueryContext;
import io.mxcp.domain.query.QueryEngine;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.QueryResult;
import io.mxcp.domain.query.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls a tool as a person: opens SQL for exactly this caller, runs the tool's statement, shapes its rows into the result. */
public final class CallTool {
    private final QueryEngine engine;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Duration limit;

    /**
     * A flow over these parts.
     *
     * @param limit how long one call may take
     */
    public CallTool(QueryEngine engine, AuditLog audit, InstantSource clock, Duration limit) {
        this.engine = engine;
        this.audit = audit;
        this.clock = clock;
        this.limit = limit;
    }

    /** Calls a tool with arguments that were checked against its schema; every call is told to the audit log. */
    public ToolResult call(Tool tool, Map<String, Object> arguments, Caller caller, Cancellation cancellation) {
        Instant begun = clock.instant();
        try {
            QueryResult rows = query(tool, Arguments.bind(tool, arguments), caller, cancellation);
            ToolResult result = shape(tool, rows);
            boolean failed = result instanceof ToolResult.Failed;
            tell(tool, caller, failed ? Outcome.FAILED : Outcome.SUCCEEDED, begun, Optional.empty());
            return result;
        } catch (Arguments.BadArgument refused) {
            tell(tool, caller, Outcome.FAILED, begun, Optional.of("argument"));
            return new ToolResult.Failed(refused.explanation());
        } catch (QueryException failure) {
            tell(
                    tool,
                    caller,
                    outcome(failure.reason()),
                    begun,
                    Optional.of(failure.reason().name()));
            return new ToolResult.Failed(failure.explanation());
        } catch (RuntimeException broken) { // a fault of ours, which an operator must see as well
            tell(tool, caller, Outcome.FAILED, begun, Optional.of("internal"));
            throw broken;
        }
    }

    private QueryResult query(Tool tool, Map<String, Object> bound, Caller caller, Cancellation cancellation)
            throws QueryException {
        try (QueryContext context = engine.open(caller, tool.accessMode(), limit)) {
            cancellation.begin(context);
            if (tool.source() instanceof Tool.Source.FromCaller free) {
                return context.run(new Sql.ByCaller(Arguments.text(bound, free.parameter())), Map.of());
            }
            return context.run(((Tool.Source.Statement) tool.source()).sql(), bound);
        } finally {
            cancellation.end();
        }
    }

    private static ToolResult shape(Tool tool, QueryResult rows) {
        Kind kind = tool.result().map(ValueType::kind).orElse(Kind.ARRAY);
        return switch (kind) {
            case ARRAY -> new ToolResult.Value(list(tool, rows));
            case OBJECT -> one(rows, rows.asMaps());
            default -> scalar(rows);
        };
    }

    /** All rows: as objects, or as the values of the one column where the tool says that its items are scalars. */
    private static List<?> list(Tool tool, QueryResult rows) {
        boolean scalars = tool.result()
                .flatMap(ValueType::items)
                .filter(items -> items.kind().isScalar())
                .isPresent();
        return scalars && rows.columns().size() == 1
                ? rows.rows().stream().map(row -> row.get(0)).toList()
                : rows.asMaps();
    }

    private static ToolResult scalar(QueryResult rows) {
        if (rows.columns().size() != 1) {
            return new ToolResult.Failed("The tool promises one value, but its statement has "
                    + rows.columns().size() + " columns");
        }
        return one(rows, rows.rows().stream().map(row -> row.get(0)).toList());
    }

    private static ToolResult one(QueryResult rows, List<?> values) {
        return switch (values.size()) {
            case 0 -> new ToolResult.Failed("No results returned");
            case 1 -> new ToolResult.Value(values.get(0));
            default ->
                new ToolResult.Failed("The tool promises one row, but its statement returned "
                        + rows.rows().size() + " rows");
        };
    }

    private void tell(Tool tool, Caller caller, Outcome outcome, Instant begun, Optional<String> reason) {
        Instant now = clock.instant();
        audit.record(
                new AuditEvent.ToolCalled(now, caller, tool.name(), outcome, Duration.between(begun, now), reason));
    }

    private static Outcome outcome(Reason reason) {
        return switch (reason) {
            case REFUSED -> Outcome.DENIED;
            case CANCELLED -> Outcome.CANCELLED;
            default -> Outcome.FAILED;
        };
    }
}
