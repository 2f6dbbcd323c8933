package io.mxcp.bootstrap.cli;

import com.google.gson.JsonArray;
import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.Caller;
import io.mxcp.domain.query.QueryContext;
import io.mxcp.domain.query.QueryEngine;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryResult;
import io.mxcp.domain.query.Sql;
import io.mxcp.http.json.JsonValues;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The command {@code query}: runs SQL of whoever may use this folder, and prints the rows of its last statement.
 *
 * @param mode whether it may change data
 * @param json whether rows are printed as JSON
 */
record Query(String sql, Map<String, Object> parameters, Caller caller, AccessMode mode, boolean json) {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /**
     * The text of an argument: SQL, or {@code @} and the name of a file that holds it.
     *
     * @throws UsageException if the file cannot be read
     */
    static String text(String argument, Path folder) throws UsageException {
        if (!argument.startsWith("@")) {
            return argument;
        }
        Path file = folder.resolve(argument.substring(1));
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UsageException("the file " + file + " cannot be read as text");
        }
    }

    int run(QueryEngine engine, PrintWriter out, PrintWriter err) {
        try {
            out.println(shown(result(engine)));
            return ExitCode.OK;
        } catch (QueryException e) {
            err.println("mxcp: " + e.explanation());
            return ExitCode.FAILED;
        }
    }

    private QueryResult result(QueryEngine engine) throws QueryException {
        try (QueryContext context = engine.open(caller, mode, LIMIT)) {
            return context.run(new Sql.ByOperator(sql), parameters);
        }
    }

    private String shown(QueryResult result) {
        if (!json) {
            return ResultTable.of(result);
        }
        JsonArray rows = new JsonArray();
        result.asMaps().forEach(row -> rows.add(JsonValues.toJson(row)));
        return Report.text(rows);
    }
}
