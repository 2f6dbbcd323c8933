package io.mxcp.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.query.QueryResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The statements behind {@code list_tables} and {@code get_table_schema} work in the locked engine. */
class CatalogQueriesTest {
    private static final String LIST_TABLES = "SELECT table_name AS name, table_type AS type"
            + " FROM information_schema.tables"
            + " WHERE table_catalog = current_database() AND table_schema = 'main' ORDER BY table_name";
    private static final String TABLE_SCHEMA =
            "SELECT column_name AS name, data_type AS type, is_nullable AS nullable FROM information_schema.columns"
                    + " WHERE table_catalog = current_database() AND table_schema = 'main' AND table_name = $table_name"
                    + " ORDER BY ordinal_position";

    @SuppressWarnings("NullAway.Init") // by the set-up
    private static DuckDbEngine engine;

    @BeforeAll
    static void open() throws Exception {
        engine = Engines.fourThreads();
        Engines.write(
                engine,
                "CREATE SCHEMA other; CREATE TABLE other.hidden(i INTEGER); CREATE TABLE zeta(b VARCHAR NOT NULL, a DECIMAL(5,2));"
                        + " CREATE VIEW alpha AS SELECT b FROM zeta");
    }

    @AfterAll
    static void close() throws Exception {
        engine.close();
    }

    @Test
    void listTablesAndViewsOfTheMainSchemaInOrder() throws Exception {
        assertThat(Engines.byOperator(engine, LIST_TABLES, Map.of()).asMaps())
                .containsExactly(Map.of("name", "alpha", "type", "VIEW"), Map.of("name", "zeta", "type", "BASE TABLE"));
    }

    @Test
    void describeATableInColumnOrderAndAnUnknownOneAsNothing() throws Exception {
        QueryResult zeta = Engines.byOperator(engine, TABLE_SCHEMA, Map.of("table_name", "zeta"));
        assertThat(zeta.asMaps())
                .isEqualTo(List.of(
                        Map.of("name", "b", "type", "VARCHAR", "nullable", "NO"),
                        Map.of("name", "a", "type", "DECIMAL(5,2)", "nullable", "YES")));
        assertThat(Engines.byOperator(engine, TABLE_SCHEMA, Map.of("table_name", "nothere"))
                        .rows())
                .isEmpty();
    }
}
