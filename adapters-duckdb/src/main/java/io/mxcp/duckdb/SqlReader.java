package io.mxcp.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a text as far as its quotes, comments, parameters and semicolons. */
final class SqlReader {
    private static final Pattern LINE_COMMENT = Pattern.compile("--[^\\r\\n]*");
    private static final Pattern PARAMETER = Pattern.compile("\\$([\\p{L}\\p{N}_]+)");
    private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$([\\p{L}_][\\p{L}\\p{N}_]*)?\\$");

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
        if (c == '\'' || c == '"') {
            at = endOfQuote(c);
        } else if (text.startsWith("--", at) || text.startsWith("/*", at)) {
            at = endOfComment(text, at);
        } else if (c == '$') {
            dollar();
        } else if (c == '?') {
            place(UNNAMED, at + 1);
        } else if (c == ';') {
            endStatement();
        } else {
            at = Character.isJavaIdentifierPart(c) ? endOfWord() : at + 1;
        }
    }

    /** A dollar sign inside of a word is part of it: only here, at the start of one, may it mean a parameter. */
    private int endOfWord() {
        int end = at;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int endOfQuote(char quote) {
        boolean escapes = quote == '\'' && isEscapeString();
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escapes && c == '\\') {
                i++;
            } else if (c == quote) {
                return i + 1; // a doubled quote opens the next piece at once, to the same effect
            }
        }
        return text.length();
    }

    /** Whether the quote belongs to {@code E'…'}, where a backslash escapes. */
    private boolean isEscapeString() {
        boolean marked = at > 0 && (text.charAt(at - 1) == 'E' || text.charAt(at - 1) == 'e');
        return marked && (at == 1 || !Character.isJavaIdentifierPart(text.charAt(at - 2)));
    }

    private void dollar() {
        Matcher quote = DOLLAR_QUOTE.matcher(text).region(at, text.length());
        if (quote.lookingAt()) {
            int end = text.indexOf(quote.group(), quote.end());
            at = end < 0 ? text.length() : end + quote.group().length();
            return;
        }
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

    private static int endOfComment(String text, int from) {
        if (text.startsWith("--", from)) {
            Matcher line = LINE_COMMENT.matcher(text).region(from, text.length());
            return line.lookingAt() ? line.end() : text.length();
        }
        int depth = 0;
        for (int i = from; i < text.length() - 1; i++) {
            if (text.startsWith("/*", i)) {
                depth++;
                i++;
            } else if (text.startsWith("*/", i)) {
                i++;
                if (--depth == 0) {
                    return i + 1;
                }
            }
        }
        return text.length();
    }

    static String withoutLeadingComments(String text) {
        String rest = text.strip();
        while (rest.startsWith("--") || rest.startsWith("/*")) {
            rest = rest.substring(endOfComment(rest, 0)).strip();
        }
        return rest;
    }
}
