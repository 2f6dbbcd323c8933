package io.mxcp.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the calls of functions in a text, and their arguments. */
final class SqlCalls {
    private SqlCalls() {}

    /** A function's name as the engine knows it, of a word or a quoted name. */
    static String name(String piece) {
        String bare = piece.startsWith("\"") && piece.length() > 2 ? piece.substring(1, piece.length() - 1) : piece;
        return bare.toLowerCase(Locale.ROOT);
    }

    /** Where the parenthesis after a name is, or -1; space and comments may lie between. */
    static int openingParenthesis(String text, int from) {
        int at = SqlLexer.afterSpace(text, from);
        return at < text.length() && text.charAt(at) == '(' ? at : -1;
    }

    /** The end of what is opened here, or of the text: the engine's parser says then what is wrong. */
    static int closing(String text, int open) {
        int depth = 0;
        for (int at = open; at < text.length(); at = Math.max(at + 1, SqlLexer.endOfPiece(text, at))) {
            depth += nesting(text.charAt(at));
            if (depth == 0) {
                return at;
            }
        }
        return text.length();
    }

    /** At the commas that stand in no parentheses. */
    static List<String> arguments(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < text.length(); at = Math.max(at + 1, SqlLexer.endOfPiece(text, at))) {
            depth += nesting(text.charAt(at));
            if (depth == 0 && text.charAt(at) == ',') {
                parts.add(text.substring(start, at));
                start = at + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static int nesting(char c) {
        return switch (c) {
            case '(', '[', '{' -> 1;
            case ')', ']', '}' -> -1;
            default -> 0;
        };
    }
}
