package io.mxcp.duckdb;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the pieces of a text end that may hold any character: quotes, comments and words. */
final class SqlLexer {
    private static final Pattern LINE_COMMENT = Pattern.compile("--[^\\r\\n]*");
    private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$([\\p{L}_][\\p{L}\\p{N}_]*)?\\$");

    private SqlLexer() {}

    /** The end of the quote, comment or word that begins here; {@code at} itself where none does. */
    static int endOfPiece(String text, int at) {
        char c = text.charAt(at);
        if (c == '\'' || c == '"') {
            return endOfQuote(text, at);
        } else if (isComment(text, at)) {
            return endOfComment(text, at);
        } else if (c == '$') {
            return endOfDollarQuote(text, at);
        }
        return endOfWord(text, at);
    }

    static boolean isComment(String text, int at) {
        return text.startsWith("--", at) || text.startsWith("/*", at);
    }

    /** A dollar sign inside of a word is part of it. */
    private static int endOfWord(String text, int at) {
        int end = at;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int endOfQuote(String text, int at) {
        char quote = text.charAt(at);
        boolean escapes = quote == '\'' && isEscapeString(text, at);
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
    private static boolean isEscapeString(String text, int at) {
        boolean marked = at > 0 && (text.charAt(at - 1) == 'E' || text.charAt(at - 1) == 'e');
        return marked && (at == 1 || !Character.isJavaIdentifierPart(text.charAt(at - 2)));
    }

    private static int endOfDollarQuote(String text, int at) {
        Matcher quote = DOLLAR_QUOTE.matcher(text).region(at, text.length());
        if (!quote.lookingAt()) {
            return at;
        }
        int end = text.indexOf(quote.group(), quote.end());
        return end < 0 ? text.length() : end + quote.group().length();
    }

    static int endOfComment(String text, int from) {
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
        return text.substring(afterSpace(text, 0));
    }

    /** Behind space and comments. */
    static int afterSpace(String text, int from) {
        int at = from;
        while (at < text.length()) {
            if (isComment(text, at)) {
                at = endOfComment(text, at);
            } else if (isSpace(text.charAt(at))) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    /** The engine skips more than Java's white space: spaces that do not break, that have no width, and the mark of UTF-8. */
    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u200b' || c == '\ufeff';
    }
}
