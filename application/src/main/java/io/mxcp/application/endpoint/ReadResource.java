package io.mxcp.application.endpoint;

import io.mxcp.application.endpoint.Statements.Statement;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.endpoint.Resource;
import io.mxcp.domain.query.AccessMode;
import java.util.Map;
import java.util.function.Function;

/** Reads a resource as a person: opens SQL for exactly this caller, runs the resource's statement, shapes its rows. */
public final class ReadResource {
    private final Statements statements;
    private final Watched watched;

    ReadResource(Statements statements, Watched watched) {
        this.statements = statements;
        this.watched = watched;
    }

    /**
     * Reads a resource with the values of its address, which were checked against its parameters; every reading is told to the audit
     * log, by the template of the address. Reading writes nothing.
     *
     * @param reader reads a value of the resource's result type: a list, a map, or a scalar; leaves as {@code QueryResult} describes
     *     them
     * @return what the reader made of it
     * @throws EndpointException if the resource gave none, or the reader found it broken
     */
    public <T> T read(
            Resource resource,
            Map<String, Object> values,
            Requester requester,
            Cancellation cancellation,
            Function<Object, ReadResult<T>> reader)
            throws EndpointException {
        Watched.Use use = new Watched.Use(
                AuditEvent.ResourceRead::new, requester.caller(), resource.uri().toString());
        return watched.run(use, () -> {
            Map<String, Object> bound = Arguments.bind(resource.parameters(), values);
            Statement statement = new Statement(resource.statement(), bound, AccessMode.READ_ONLY);
            return statements.run(
                    statement,
                    rows -> reader.apply(Shape.of(rows, resource.result())).orThrow(),
                    requester,
                    cancellation);
        });
    }
}
