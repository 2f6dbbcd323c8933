package io.mxcp.domain.endpoint;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.Sql;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A tool: SQL with a name, parameters and a described result.
 *
 * @param name letter or underscore first
 * @param source where its statement comes from
 * @param result what one call yields; absent: all rows
 */
public record Tool(
        String name,
        Optional<String> description,
        List<String> tags,
        Annotations annotations,
        List<Parameter> parameters,
        Optional<ValueType> result,
        Source source) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,127}");

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if the name is none, or two parameters share one
     */
    public Tool {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "not a tool name: a letter or underscore first, then letters, digits, _ and -");
        }
        tags = List.copyOf(tags);
        parameters = List.copyOf(parameters);
        if (parameters.stream().map(Parameter::name).distinct().count() != parameters.size()) {
            throw new IllegalArgumentException("two parameters of one name");
        }
    }

    /** A tool whose author wrote its statement. */
    public Tool(
            String name,
            Optional<String> description,
            List<String> tags,
            Annotations annotations,
            List<Parameter> parameters,
            Optional<ValueType> result,
            Sql.ByOperator statement) {
        this(name, description, tags, annotations, parameters, result, new Source.Statement(statement));
    }

    /** Where a tool's statement comes from. */
    public sealed interface Source {
        /** Its author wrote it. */
        record Statement(Sql.ByOperator sql) implements Source {}

        /** Whoever calls writes it, into this parameter. */
        record FromCaller(String parameter) implements Source {}
    }

    /** Whether its statement may change data: only if its author says that it is not read-only. */
    public AccessMode accessMode() {
        return annotations.readOnlyHint().filter(readOnly -> !readOnly).isPresent()
                ? AccessMode.READ_WRITE
                : AccessMode.READ_ONLY;
    }
}
