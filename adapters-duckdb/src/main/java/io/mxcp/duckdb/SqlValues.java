package io.mxcp.duckdb;

import io.mxcp.domain.query.SqlNull;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBStruct;

/**
 * Makes of the driver's values those that a {@link io.mxcp.domain.query.QueryResult} holds.
 *
 * <p>Text is what Java has no type for: intervals, bit strings, times with an offset, enum values, and JSON, which stays the
 * text that it is. An infinite date or timestamp is the text {@code infinity} or {@code -infinity}. A timestamp without time
 * zone that lies inside of a list, struct or map passes through the zone of this machine: an hour that a clock change skips
 * there moves by one.
 */
final class SqlValues {
    private static final int SCALAR_BYTES = 8;
    private static final int FARTHEST_YEAR = 290_000;

    private SqlValues() {}

    static Object of(Object value) throws SQLException {
        if (value == null) {
            return SqlNull.NULL;
        } else if (value instanceof String || value instanceof Boolean || value instanceof UUID) {
            return value;
        } else if (value instanceof Number number) {
            return number(number);
        } else if (value instanceof Array array) {
            return list((Object[]) array.getArray());
        } else if (value instanceof DuckDBStruct struct) {
            return map(struct.getMap());
        } else if (value instanceof Map<?, ?> map) {
            return map(map);
        } else if (value instanceof Blob blob) {
            return blob.getBytes(1, Math.toIntExact(blob.length()));
        }
        return time(value);
    }

    private static Object number(Number number) {
        if (number instanceof BigDecimal || number instanceof BigInteger || number instanceof Double) {
            return number;
        } else if (number instanceof Float) {
            return Double.valueOf(number.toString()); // 0.1, not 0.10000000149
        }
        return number.longValue();
    }

    private static Object time(Object value) {
        if (value instanceof LocalDateTime timestamp) {
            return infinite(timestamp.getYear(), timestamp);
        } else if (value instanceof Timestamp timestamp) {
            LocalDateTime local = timestamp.toLocalDateTime();
            return infinite(local.getYear(), local);
        } else if (value instanceof OffsetDateTime timestamp) {
            return infinite(timestamp.getYear(), timestamp.toInstant());
        } else if (value instanceof LocalDate date) {
            return infinite(date.getYear() / 10, date);
        }
        return value instanceof LocalTime ? value : value.toString();
    }

    /** The engine's infinities are its farthest values: nobody means these years. */
    private static Object infinite(int year, Object value) {
        if (Math.abs(year) < FARTHEST_YEAR) {
            return value;
        }
        return year < 0 ? "-infinity" : "infinity";
    }

    private static List<Object> list(Object[] elements) throws SQLException {
        List<Object> list = new ArrayList<>(elements.length);
        for (Object element : elements) {
            list.add(of(element));
        }
        return list;
    }

    private static Map<String, Object> map(Map<?, ?> entries) throws SQLException {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            map.put(of(entry.getKey()).toString(), of(entry.getValue()));
        }
        return map;
    }

    /** About how many bytes a converted value holds. */
    static long size(Object value) {
        if (value instanceof String text) {
            return text.length();
        } else if (value instanceof byte[] bytes) {
            return bytes.length;
        } else if (value instanceof List<?> list) {
            return size(list);
        } else if (value instanceof Map<?, ?> map) {
            return size(map.keySet()) + size(map.values());
        }
        return SCALAR_BYTES;
    }

    private static long size(Collection<?> values) {
        long size = 0;
        for (Object value : values) {
            size += size(value);
        }
        return size;
    }
}
