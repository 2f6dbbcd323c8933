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
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;

/**
 * The command {@code query}: runs SQL of whoever may use this folder, and prints the rows of its last statement.
 *
 * @param mode whether it may change data
 * @param json whether rows are printed as JSON
 */
record Query(String sql, Map<String, Object> parameters, AccessMode mode, boolean json) {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    int run(QueryEngine engine, Caller caller, PrintWriter out, PrintWriter err) {
        try {
            out.println(shown(result(engine, caller)));
            return ExitCode.OK;
        } catch (QueryException e) {
            QueryException told = e.isForWantOfWriting() ? e.withAdvice("With --write it may change data.") : e;
            err.println("mxcp: " + told.explanation());
            return ExitCode.FAILED;
        }
    }

    private QueryResult result(QueryEngine engine, Caller caller) throws QueryException {
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
