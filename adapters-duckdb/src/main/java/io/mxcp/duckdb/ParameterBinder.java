package io.mxcp.duckdb;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import io.mxcp.domain.query.SqlNull;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.duckdb.user.DuckDBUserArray;
import org.duckdb.user.DuckDBUserStruct;

/** Gives the driver values in the forms that it binds. */
final class ParameterBinder {
    private static final int MOST_DIGITS = 38;
    private static final BigInteger MICROSECONDS = BigInteger.valueOf(1_000_000);

    private static final Gson JSON_TEXT = new GsonBuilder()
            .serializeNulls()
            .disableHtmlEscaping()
            .registerTypeAdapter(SqlNull.class, asJson(value -> JsonNull.INSTANCE))
            .registerTypeAdapter(LocalDate.class, asJson(value -> new JsonPrimitive(value.toString())))
            .registerTypeAdapter(LocalTime.class, asJson(value -> new JsonPrimitive(value.toString())))
            .registerTypeAdapter(Instant.class, asJson(value -> new JsonPrimitive(value.toString())))
            .create();

    private ParameterBinder() {}

    private static JsonSerializer<Object> asJson(
            java.util.function.Function<Object, com.google.gson.JsonElement> form) {
        return (value, type, context) -> form.apply(value);
    }

    /** The placeholder of this number, cast where the driver cannot bind the SQL type itself. */
    static String placeholder(int number, Object value) {
        if (value instanceof Duration) {
            return "CAST($" + number + " AS INTERVAL)";
        }
        boolean json = value instanceof Map<?, ?> map && map.isEmpty();
        return json ? "CAST($" + number + " AS JSON)" : "$" + number;
    }

    /** @throws IllegalArgumentException if the value is none of those that a query takes */
    static void bind(PreparedStatement statement, int number, Object value) throws SQLException {
        if (value == SqlNull.NULL) {
            statement.setNull(number, Types.NULL);
        } else if (value instanceof Duration duration) {
            statement.setObject(number, microseconds(duration) + " microseconds");
        } else if (value instanceof BigDecimal decimal) {
            statement.setObject(number, decimal(decimal));
        } else if (value instanceof BigInteger) {
            statement.setObject(number, value);
        } else {
            statement.setObject(number, convert(value, ParameterType.of(value)));
        }
    }

    private static String microseconds(Duration duration) {
        BigInteger seconds = BigInteger.valueOf(duration.getSeconds()).multiply(MICROSECONDS);
        return seconds.add(BigInteger.valueOf(duration.getNano() / 1_000)).toString();
    }

    /** The engine's decimals have at most 38 digits: beyond, a double says more than an error. */
    private static Object decimal(BigDecimal decimal) {
        BigDecimal plain = decimal.scale() < 0 ? decimal.setScale(0) : decimal;
        boolean fits = plain.precision() <= MOST_DIGITS && plain.scale() <= MOST_DIGITS;
        return fits ? plain : (Object) decimal.doubleValue();
    }

    private static Object convert(Object value, ParameterType type) {
        if (type instanceof ParameterType.ListOf list) {
            return array((List<?>) value, list);
        } else if (type instanceof ParameterType.Struct struct) {
            return struct((Map<?, ?>) value, struct);
        } else if (type == ParameterType.Scalar.JSON) {
            return JSON_TEXT.toJson(value);
        } else if (type == ParameterType.Scalar.DOUBLE) {
            return ((Number) value).doubleValue();
        }
        return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
    }

    private static DuckDBUserArray array(List<?> values, ParameterType.ListOf type) {
        Object[] elements = new Object[values.size()];
        for (int i = 0; i < elements.length; i++) {
            Object value = values.get(i);
            if (value != SqlNull.NULL) { // else it stays what the driver takes for NULL
                elements[i] = convert(value, type.element());
            }
        }
        return new DuckDBUserArray(type.element().sql(), elements);
    }

    private static DuckDBUserStruct struct(Map<?, ?> values, ParameterType.Struct type) {
        Object[] attributes = new Object[type.fields().size()];
        int i = 0;
        for (Map.Entry<String, ParameterType> field : type.fields().entrySet()) {
            Object value = values.containsKey(field.getKey()) ? values.get(field.getKey()) : SqlNull.NULL;
            if (value != SqlNull.NULL) {
                attributes[i] = convert(value, field.getValue());
            }
            i++;
        }
        return new DuckDBUserStruct(type.sql(), attributes);
    }
}
