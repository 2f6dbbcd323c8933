package io.mxcp.domain.endpoint;

import io.mxcp.domain.query.Sql;
import java.util.List;
import java.util.Optional;

/**
 * A resource: SQL at an address that clients read.
 *
 * @param uri where it is; the parts in braces are parameters
 * @param mimeType of its content; {@code application/json} unless the author says otherwise
 * @param parameters each occurs in the address
 * @param result what reading it yields; absent: all rows
 */
public record Resource(
        UriTemplate uri,
        Optional<String> name,
        Optional<String> description,
        List<String> tags,
        String mimeType,
        List<Parameter> parameters,
        Optional<ValueType> result,
        Sql.ByOperator statement) {
    /** What content is unless its author says otherwise. */
    public static final String JSON = "application/json";

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if the parameters are not those of the address
     */
    public Resource {
        tags = List.copyOf(tags);
        parameters = List.copyOf(parameters);
        List<String> names = parameters.stream().map(Parameter::name).toList();
        if (!uri.parameters().equals(names.stream().sorted().toList())) {
            throw new IllegalArgumentException(
                    "the parameters " + names + " are not those of the address, " + uri.parameters());
        }
    }
}
