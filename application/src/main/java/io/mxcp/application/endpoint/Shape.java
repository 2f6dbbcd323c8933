package io.mxcp.application.endpoint;

import io.mxcp.application.endpoint.EndpointException.Fault;
import io.mxcp.domain.endpoint.ValueType;
import io.mxcp.domain.endpoint.ValueType.Kind;
import io.mxcp.domain.query.QueryResult;
import java.util.List;
import java.util.Optional;

/** Makes of rows the value that an endpoint promises: all rows, the one row, or the one cell. */
final class Shape {
    private Shape() {}

    /** A list of maps or scalars, a map, or a scalar; without a promise all rows as maps. */
    static Object of(QueryResult rows, Optional<ValueType> promised) throws EndpointException {
        Kind kind = promised.map(ValueType::kind).orElse(Kind.ARRAY);
        return switch (kind) {
            case ARRAY -> list(rows, promised);
            case OBJECT -> one(rows.asMaps());
            default -> scalar(rows);
        };
    }

    /** All rows: as objects, or as the values of the one column where the items are promised to be scalars. */
    private static List<?> list(QueryResult rows, Optional<ValueType> promised) {
        boolean scalars = promised.flatMap(ValueType::items)
                .filter(items -> items.kind().isScalar())
                .isPresent();
        return scalars && rows.columns().size() == 1 ? cells(rows) : rows.asMaps();
    }

    private static Object scalar(QueryResult rows) throws EndpointException {
        if (rows.columns().size() != 1) {
            throw broken("One value is promised here, but the statement has "
                    + rows.columns().size() + " columns");
        }
        return one(cells(rows));
    }

    private static List<Object> cells(QueryResult rows) {
        return rows.rows().stream().map(row -> row.get(0)).toList();
    }

    private static Object one(List<?> values) throws EndpointException {
        return switch (values.size()) {
            case 0 -> throw broken("No results returned");
            case 1 -> values.get(0);
            default -> throw broken("One row is promised here, but the statement returned " + values.size() + " rows");
        };
    }

    private static EndpointException broken(String message) {
        return new EndpointException(Fault.RESULT, message);
    }
}
