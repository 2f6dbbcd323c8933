package io.mxcp.application.endpoint;

import io.mxcp.domain.endpoint.Annotations;
import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.domain.endpoint.ValueType;
import io.mxcp.domain.endpoint.ValueType.Kind;
import io.mxcp.domain.query.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The built-in tools that let a caller explore and query; off unless the operator switches them on. */
public final class SqlTools {
    private static final Annotations READ_ONLY = new Annotations(
            Optional.empty(), Optional.of(true), Optional.of(false), Optional.of(true), Optional.of(false));

    private SqlTools() {}

    /**
     * The three tools.
     *
     * @param descriptions by tool name, in place of ours
     */
    public static List<Tool> all(Map<String, String> descriptions) {
        return List.of(
                executeSqlQuery(describe(
                        descriptions,
                        "execute_sql_query",
                        "Runs one read-only SQL statement (DuckDB) as the signed-in person and returns its rows.")),
                listTables(describe(descriptions, "list_tables", "Lists the tables and views that can be queried.")),
                getTableSchema(describe(
                        descriptions, "get_table_schema", "Tells the columns of a table: name, type, nullable.")));
    }

    private static Tool executeSqlQuery(String description) {
        return new Tool(
                "execute_sql_query",
                Optional.of(description),
                List.of("sql"),
                READ_ONLY,
                List.of(text("sql", "One SELECT statement in DuckDB's SQL")),
                Optional.of(ValueType.of(Kind.ARRAY)),
                new Tool.Source.FromCaller("sql"));
    }

    private static Tool listTables(String description) {
        return builtIn("list_tables", description, List.of(), """
                SELECT table_name AS name, CASE table_type WHEN 'VIEW' THEN 'view' ELSE 'table' END AS type
                FROM information_schema.tables
                WHERE table_catalog = current_database() AND table_schema = 'main'
                ORDER BY table_name
                """);
    }

    private static Tool getTableSchema(String description) {
        return builtIn("get_table_schema", description, List.of(text("table_name", "Name of a table or view")), """
                SELECT column_name AS name, data_type AS type, is_nullable = 'YES' AS nullable
                FROM information_schema.columns
                WHERE table_catalog = current_database() AND table_schema = 'main'
                  AND lower(table_name) = lower($table_name)
                ORDER BY ordinal_position
                """);
    }

    private static Tool builtIn(String name, String description, List<Parameter> parameters, String sql) {
        return new Tool(
                name,
                Optional.of(description),
                List.of("sql"),
                READ_ONLY,
                parameters,
                Optional.of(ValueType.of(Kind.ARRAY)),
                new Sql.ByOperator(sql));
    }

    private static Parameter text(String name, String description) {
        ValueType type = new ValueType(
                Kind.STRING,
                Optional.of(description),
                Map.of("minLength", 1L),
                Optional.empty(),
                Map.of(),
                List.of(),
                true,
                false);
        return new Parameter(name, type, Optional.empty());
    }

    private static String describe(Map<String, String> descriptions, String name, String ours) {
        return descriptions.getOrDefault(name, ours);
    }
}
