package io.mxcp.bootstrap.e2e;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** What {@code duckdb FILE SQL} does, for machines that lack DuckDB's own command line. */
final class DuckDbCommand {
    private DuckDbCommand() {}

    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + arguments[0]);
                Statement statement = connection.createStatement()) {
            statement.execute(arguments[1]);
        }
    }
}
