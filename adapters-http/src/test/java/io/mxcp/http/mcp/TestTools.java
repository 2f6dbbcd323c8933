package io.mxcp.http.mcp;

import io.mxcp.domain.endpoint.Annotations;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.domain.endpoint.ValueType;
import io.mxcp.domain.endpoint.ValueType.Kind;
import io.mxcp.domain.query.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tools over the statements of {@link ScriptedEngine}. */
final class TestTools {
    private TestTools() {}

    /** A tool of the statement's name without parameters. */
    static Tool of(String statement, Optional<ValueType> result) {
        return of(statement, statement, List.of(), result);
    }

    static Tool of(String name, String statement, List<Parameter> parameters, Optional<ValueType> result) {
        return new Tool(
                name,
                Optional.of("Runs " + statement),
                List.of(),
                Annotations.NONE,
                parameters,
                result,
                new Sql.ByOperator(statement));
    }

    static ValueType type(Kind kind, Map<String, Object> constraints) {
        return new ValueType(kind, Optional.empty(), constraints, Optional.empty(), Map.of(), List.of(), true, false);
    }

    static ValueType listOf(ValueType items) {
        return new ValueType(
                Kind.ARRAY, Optional.empty(), Map.of(), Optional.of(items), Map.of(), List.of(), true, false);
    }

    /** An object with exactly these members, all of them required. */
    static ValueType object(Map<String, ValueType> members) {
        return new ValueType(
                Kind.OBJECT,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                members,
                List.copyOf(members.keySet()),
                false,
                false);
    }

    static Parameter required(String name, ValueType type) {
        return new Parameter(name, type, Optional.empty());
    }
}
