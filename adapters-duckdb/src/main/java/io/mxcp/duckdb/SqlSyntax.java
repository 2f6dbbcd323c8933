package io.mxcp.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import io.mxcp.domain.query.QueryException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tells whether the engine can read SQL, without running or preparing any of it: which tables there are does not matter. Has an empty
 * database of its own, in memory, from the first question on. Safe for use by many threads, which take turns.
 */
public final class SqlSyntax implements AutoCloseable {
    private static final String OF_THE_PARSER = "parser";

    private Optional<Connection> opened = Optional.empty();

    /** Opens nothing yet. */
    public SqlSyntax() {}

    /**
     * The first mistake in one or more statements, in the engine's words and with its place; absent if they can be read.
     *
     * @param sql of any length, with or without parameters
     */
    public synchronized Optional<String> mistake(String sql) {
        try {
            return mistake(StatementGate.parse(connection(), sql), sql);
        } catch (QueryException unreadable) {
            return Optional.of(String.valueOf(unreadable.getMessage()));
        } catch (SQLException failed) {
            return Optional.of("the SQL could not be checked: " + failed.getMessage());
        }
    }

    private static Optional<String> mistake(JsonObject parsed, String sql) {
        if (!parsed.get("error").getAsBoolean()) {
            return parsed.getAsJsonArray("statements").isEmpty() ? Optional.of("there is no SQL") : Optional.empty();
        }
        // other errors are about what the parser can print as a tree, which is only SELECT
        if (!OF_THE_PARSER.equals(parsed.get("error_type").getAsString())) {
            return Optional.empty();
        }
        return Optional.of("the SQL cannot be read: "
                + parsed.get("error_message").getAsString()
                + Optional.ofNullable(parsed.get("position"))
                        .map(position -> " at " + place(sql, position.getAsInt()))
                        .orElse(""));
    }

    /** @param position in bytes, as the engine counts */
    private static String place(String sql, int position) {
        byte[] bytes = sql.getBytes(UTF_8);
        String before = new String(Arrays.copyOf(bytes, Math.min(position, bytes.length)), UTF_8);
        long line = before.chars().filter(character -> character == '\n').count() + 1;
        int column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length()) + 1;
        return "line " + line + ", column " + column + " of it";
    }

    private Connection connection() throws SQLException {
        if (opened.isEmpty()) {
            opened = Optional.of(DriverManager.getConnection("jdbc:duckdb:"));
        }
        return opened.get();
    }

    @Override
    public synchronized void close() throws SQLException {
        if (opened.isPresent()) {
            opened.get().close();
            opened = Optional.empty();
        }
    }
}
