package io.mxcp.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a text as far as its quotes, comments, parameters and semicolons. */
final class SqlReader {
    private static final Pattern PARAMETER = Pattern.compile("\\$([\\p{L}\\p{N}_]+)");

    /** The name of a question mark: unbound, the driver would take it for NULL, or for the parameter beside it. */
    static final String UNNAMED = "?";

    private final String text;
    private final List<SqlText> statements = new ArrayList<>();
    private SqlText.Builder statement = new SqlText.Builder();
    private int start;
    private int at;

    SqlReader(String text) {
        this.text = text;
    }

    List<SqlText> read() {
        while (at < text.length()) {
            step(text.charAt(at));
        }
        statements.add(statement.end(text.substring(start)));
        List<SqlText> spoken = statements.stream().filter(one -> !one.isBlank()).toList();
        return spoken.isEmpty() ? List.of(statements.get(0)) : spoken;
    }

    private void step(char c) {
        int end = SqlLexer.endOfPiece(text, at);
        if (end > at) {
            at = end; // a dollar sign inside of a word means no parameter
        } else if (c == '$') {
            dollar();
        } else if (c == '?') {
            place(UNNAMED, at + 1);
        } else if (c == ';') {
            endStatement();
        } else {
            at++;
        }
    }

    private void dollar() {
        Matcher parameter = PARAMETER.matcher(text).region(at, text.length());
        if (!parameter.lookingAt()) {
            at++;
            return;
        }
        place(parameter.group(1), parameter.end());
    }

    private void place(String name, int end) {
        statement.place(text.substring(start, at), name);
        at = end;
        start = end;
    }

    private void endStatement() {
        statements.add(statement.end(text.substring(start, at)));
        statement = new SqlText.Builder();
        at++;
        start = at;
    }
}
