package io.mxcp.duckdb;

import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.QueryResult;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads a result to its end, or to the bounds of what is let through. The driver ignores {@code setMaxRows}. */
final class ResultReader {
    private static final int ROWS_BETWEEN_CHECKS = 1024;

    private final DuckDbSettings settings;
    private final RunningStatement running;
    private long bytes;

    ResultReader(DuckDbSettings settings, RunningStatement running) {
        this.settings = settings;
        this.running = running;
    }

    QueryResult read(ResultSet result) throws SQLException, QueryException {
        ResultSetMetaData description = result.getMetaData();
        List<String> columns = uniqueNames(description);
        boolean[] timestamps = timestamps(description);
        List<List<Object>> rows = new ArrayList<>();
        while (result.next()) {
            if (rows.size() % ROWS_BETWEEN_CHECKS == 0) {
                running.requireNotStopped();
            }
            if (rows.size() == settings.results().maxRows()) {
                throw new QueryException(
                        Reason.TOO_LARGE,
                        "The result has more than " + settings.results().maxRows()
                                + " rows. Narrow it down or add a LIMIT.");
            }
            rows.add(row(result, timestamps));
        }
        return new QueryResult(columns, rows);
    }

    private List<Object> row(ResultSet result, boolean[] timestamps) throws SQLException, QueryException {
        List<Object> row = new ArrayList<>(timestamps.length);
        for (int i = 0; i < timestamps.length; i++) {
            Object value = SqlValues.of(told(result, i + 1, timestamps[i]));
            count(SqlValues.size(value));
            row.add(value);
        }
        return row;
    }

    private static Object told(ResultSet result, int column, boolean timestamp) throws SQLException, QueryException {
        try {
            return timestamp ? result.getObject(column, LocalDateTime.class) : result.getObject(column);
        } catch (DateTimeException beyondJava) { // TIME '24:00:00'
            throw new QueryException(
                    Reason.FAILED, "Column " + column + " has a time that cannot be told. Cast it to VARCHAR.");
        }
    }

    private void count(long more) throws QueryException {
        bytes += more;
        if (bytes > settings.results().maxBytes()) {
            throw new QueryException(
                    Reason.TOO_LARGE,
                    "The result has more than " + settings.results().maxBytes()
                            + " bytes. Select fewer columns, narrow it down or add a LIMIT.");
        }
    }

    /** Columns without time zone, which the driver would otherwise read in the zone of this machine. */
    private static boolean[] timestamps(ResultSetMetaData description) throws SQLException {
        boolean[] timestamps = new boolean[description.getColumnCount()];
        for (int i = 0; i < timestamps.length; i++) {
            String type = description.getColumnTypeName(i + 1).toUpperCase(Locale.ROOT);
            timestamps[i] = type.equals("TIMESTAMP") || type.matches("TIMESTAMP_(S|MS|NS)");
        }
        return timestamps;
    }

    /** {@code a, a_1, a_2}: a row becomes an object, and an object has each name once. */
    private static List<String> uniqueNames(ResultSetMetaData description) throws SQLException {
        Set<String> taken = new HashSet<>();
        for (int i = 1; i <= description.getColumnCount(); i++) {
            taken.add(description.getColumnName(i));
        }
        Set<String> given = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= description.getColumnCount(); i++) {
            String name = description.getColumnName(i);
            String unique = name;
            for (int n = 1; !given.add(unique); n++) {
                String candidate = name + "_" + n;
                unique = taken.contains(candidate) ? unique : candidate;
            }
            names.add(unique);
        }
        return names;
    }
}
