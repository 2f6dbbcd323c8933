package io.mxcp.sqlite;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/** Prepares each text once for a connection and keeps it, since preparing costs more than running. For one thread at a time. */
final class KeptStatements implements StatementBuilder {
    private final Map<String, PreparedStatement> kept = new HashMap<>();

    /** All texts that were prepared. */
    Set<String> texts() {
        return Set.copyOf(kept.keySet());
    }

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        return keep(connection, sql);
    }

    /** The statement of this text, prepared at its first use. */
    PreparedStatement keep(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = kept.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            kept.put(sql, statement);
        }
        return statement;
    }

    @Override
    public Statement create(Connection connection, StatementContext context) throws SQLException {
        return connection.createStatement();
    }

    @Override
    public CallableStatement createCall(Connection connection, String sql, StatementContext context)
            throws SQLException {
        return connection.prepareCall(sql);
    }

    /**
     * Keeps a kept one. Its bound values stay until the next use binds others: clearing them would make SQLite prepare it again
     * (20 µs), and they are hashes and sealed values.
     */
    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        if (statement instanceof PreparedStatement prepared && kept.get(sql) == prepared) {
            prepared.getMoreResults(); // closes the result set, so that no read stays open
        } else {
            statement.close();
        }
    }
}
