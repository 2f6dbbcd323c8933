package io.mxcp.bootstrap.cli;

import io.mxcp.domain.query.QueryResult;
import io.mxcp.domain.query.SqlNull;
import io.mxcp.http.json.JsonText;
import io.mxcp.http.json.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows of a query as a table for people; text that a terminal would obey is shown, not sent. */
final class ResultTable {
    static final String GAP = "  ";

    private ResultTable() {}

    static String of(QueryResult result) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(result.columns().stream().map(ResultTable::printable).toList());
        result.rows()
                .forEach(row -> lines.add(row.stream()
                        .map(ResultTable::cell)
                        .map(ResultTable::printable)
                        .toList()));
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < result.columns().size(); column++) {
            int index = column;
            widths.add(lines.stream()
                    .mapToInt(line -> line.get(index).length())
                    .max()
                    .orElse(0));
        }
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> append(text, line, widths));
        return text.append(count(result.rows().size())).toString();
    }

    private static void append(StringBuilder text, List<String> line, List<Integer> widths) {
        StringBuilder padded = new StringBuilder();
        for (int column = 0; column < line.size(); column++) {
            String cell = line.get(column);
            padded.append(cell)
                    .append(" ".repeat(widths.get(column) - cell.length()))
                    .append(GAP);
        }
        text.append(padded.toString().stripTrailing()).append(System.lineSeparator());
    }

    private static String count(int rows) {
        return rows == 1 ? "1 row" : rows + " rows";
    }

    /** The text of a value; a list or an object as JSON. */
    static String cell(Object value) {
        if (value == SqlNull.NULL) {
            return "NULL";
        }
        boolean hasParts = value instanceof List || value instanceof Map || value instanceof byte[];
        return hasParts ? JsonText.of(JsonValues.toJson(value)) : value.toString();
    }

    static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> shown.append(
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT
                                ? String.format("\\u%04x", point)
                                : Character.toString(point)));
        return shown.toString();
    }
}
