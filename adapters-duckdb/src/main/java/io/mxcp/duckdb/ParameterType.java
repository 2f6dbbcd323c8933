package io.mxcp.duckdb;

import static io.mxcp.duckdb.ParameterType.Scalar.BIGINT;
import static io.mxcp.duckdb.ParameterType.Scalar.BOOLEAN;
import static io.mxcp.duckdb.ParameterType.Scalar.DATE;
import static io.mxcp.duckdb.ParameterType.Scalar.DOUBLE;
import static io.mxcp.duckdb.ParameterType.Scalar.JSON;
import static io.mxcp.duckdb.ParameterType.Scalar.TIME;
import static io.mxcp.duckdb.ParameterType.Scalar.TIMESTAMPTZ;
import static io.mxcp.duckdb.ParameterType.Scalar.UNKNOWN;
import static io.mxcp.duckdb.ParameterType.Scalar.VARCHAR;

import io.mxcp.domain.query.SqlNull;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The SQL type of a list, a map, or what is inside of them: lists have one element type, maps are structs. Numbers of
 * several kinds together are doubles; things that have no type in common are JSON.
 */
sealed interface ParameterType {
    /** As SQL writes it. */
    String sql();

    /** A type without parts. */
    enum Scalar implements ParameterType {
        BOOLEAN,
        BIGINT,
        DOUBLE,
        VARCHAR,
        DATE,
        TIME,
        TIMESTAMPTZ,
        /** Of what has no type in common with its neighbours. */
        JSON,
        /** Of NULL, and of the elements of an empty list. */
        UNKNOWN;

        @Override
        public String sql() {
            return this == UNKNOWN ? "\"NULL\"" : name();
        }
    }

    /** A list. */
    record ListOf(ParameterType element) implements ParameterType {
        @Override
        public String sql() {
            return element.sql() + "[]";
        }
    }

    /** At least one field, by name and in order. */
    record Struct(Map<String, ParameterType> fields) implements ParameterType {
        @Override
        public String sql() {
            return fields.entrySet().stream()
                    .map(field ->
                            quoted(field.getKey()) + " " + field.getValue().sql())
                    .collect(Collectors.joining(", ", "STRUCT(", ")"));
        }

        private static String quoted(String name) {
            return '"' + name.replace("\"", "\"\"") + '"';
        }
    }

    /**
     * The type of one value.
     *
     * @throws IllegalArgumentException if it is none of those that a query takes
     */
    static ParameterType of(Object value) {
        if (value instanceof List<?> list) {
            return new ListOf(list.stream().map(ParameterType::of).reduce(UNKNOWN, ParameterType::common));
        } else if (value instanceof Map<?, ?> map) {
            Map<String, ParameterType> fields = new LinkedHashMap<>();
            map.forEach((name, field) -> fields.put((String) name, of(field)));
            return fields.isEmpty() ? JSON : new Struct(fields);
        }
        return scalar(value);
    }

    private static Scalar scalar(Object value) {
        if (value instanceof String) {
            return VARCHAR;
        } else if (value instanceof Boolean) {
            return BOOLEAN;
        } else if (value instanceof Number) {
            return value instanceof Long || value instanceof Integer ? BIGINT : DOUBLE;
        } else if (value instanceof LocalDate) {
            return DATE;
        } else if (value instanceof LocalTime) {
            return TIME;
        } else if (value instanceof Instant) {
            return TIMESTAMPTZ;
        } else if (value == SqlNull.NULL) {
            return UNKNOWN;
        }
        throw new IllegalArgumentException(
                "a parameter cannot hold a " + value.getClass().getSimpleName());
    }

    private static ParameterType common(ParameterType one, ParameterType other) {
        if (one.equals(other) || other == UNKNOWN) {
            return one;
        } else if (one == UNKNOWN) {
            return other;
        } else if (isNumber(one) && isNumber(other)) {
            return DOUBLE;
        } else if (one instanceof ListOf some && other instanceof ListOf more) {
            return new ListOf(common(some.element(), more.element()));
        } else if (one instanceof Struct some && other instanceof Struct more) {
            Map<String, ParameterType> fields = new LinkedHashMap<>(some.fields());
            more.fields().forEach((name, type) -> fields.merge(name, type, ParameterType::common));
            return new Struct(fields);
        }
        return JSON;
    }

    private static boolean isNumber(ParameterType type) {
        return type == BIGINT || type == DOUBLE;
    }
}
