package io.mxcp.duckdb;

import io.mxcp.domain.query.QueryException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts our download between a function that reads files and its address:
 * {@code read_json_auto('https://…', headers = MAP {…})} becomes
 * {@code read_json_auto(download('https://…', CAST(to_json(MAP {…}) AS VARCHAR)))}.
 *
 * <p>The engine evaluates arguments of a table function while it binds the statement, on the thread that called the driver, so
 * the download knows its caller; types and all other options stay the engine's own. It works on the text, so that it serves every
 * kind of statement. What it and the engine's parser see differently costs a failed statement, never a hole: without our download
 * the locked engine reads nothing, and for a caller's SQL the gate looks at what comes out. Safe for use by many threads.
 */
final class WebCalls {
    /** The functions that read one file, which may come from the web. */
    static final Set<String> READERS = Set.of(
            "read_json",
            "read_json_auto",
            "read_json_objects",
            "read_json_objects_auto",
            "read_ndjson",
            "read_ndjson_auto",
            "read_ndjson_objects",
            "read_csv",
            "read_csv_auto",
            "read_text",
            "read_blob",
            "read_parquet");

    private static final String MARK = "read_";
    private static final int MOST_REMEMBERED = 1_000;
    private static final int LONGEST_REMEMBERED = 8_192;
    private static final int DEEPEST = 16;
    private static final Pattern NAMED = Pattern.compile("\\s*\"?(\\w+)\"?\\s*(?::=|=>|=)(?!=)(.*)", Pattern.DOTALL);

    private final Map<String, String> known = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_REMEMBERED;
        }
    });

    /** The statement with our download in it; the same text where it reads nothing, found out at the price of a search. */
    String rewrite(String text) throws QueryException {
        if (!mentions(text)) {
            return text;
        }
        String before = known.get(text);
        if (before != null) {
            return before;
        }
        if (text.toLowerCase(Locale.ROOT).contains(UserFunctions.DOWNLOAD)) {
            throw StatementGate.refused(
                    "The name " + UserFunctions.DOWNLOAD + " is not allowed: write the address itself.");
        }
        String rewritten = rewritten(text, 0);
        if (text.length() <= LONGEST_REMEMBERED) {
            known.put(text, rewritten);
        }
        return rewritten;
    }

    private static boolean mentions(String text) {
        for (int i = text.indexOf('_'); i >= 0; i = text.indexOf('_', i + 1)) {
            int start = i + 1 - MARK.length();
            if (start >= 0 && text.regionMatches(true, start, MARK, 0, MARK.length())) {
                return true;
            }
        }
        return false;
    }

    /** Each level costs a pass over the rest of the text and a frame of the stack, before the engine's own limits hold. */
    private static String rewritten(String text, int depth) throws QueryException {
        if (depth > DEEPEST) {
            throw StatementGate.refused("The statement is nested too deeply.");
        }
        StringBuilder out = new StringBuilder(text.length() + 128);
        int at = 0;
        while (at < text.length()) {
            int end = Math.max(at + 1, SqlLexer.endOfPiece(text, at));
            String piece = text.substring(at, end);
            int open = isReader(piece) ? openingParenthesis(text, end) : -1;
            out.append(piece);
            at = end;
            if (open >= 0) {
                int close = closing(text, open);
                out.append('(').append(arguments(name(piece), text.substring(open + 1, close), depth));
                at = close;
            }
        }
        return out.toString();
    }

    private static boolean isReader(String piece) {
        return piece.length() > MARK.length() && READERS.contains(name(piece));
    }

    private static String name(String piece) {
        String bare = piece.startsWith("\"") && piece.length() > 2 ? piece.substring(1, piece.length() - 1) : piece;
        return bare.toLowerCase(Locale.ROOT);
    }

    /** Where the parenthesis after a name is, or -1; space and comments may lie between. */
    private static int openingParenthesis(String text, int from) {
        int at = from;
        while (at < text.length()) {
            if (SqlLexer.isComment(text, at)) {
                at = SqlLexer.endOfComment(text, at);
            } else if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else {
                return text.charAt(at) == '(' ? at : -1;
            }
        }
        return -1;
    }

    /** The end of what is opened here, or of the text: the engine's parser says then what is wrong. */
    private static int closing(String text, int open) {
        int depth = 0;
        for (int at = open; at < text.length(); at = Math.max(at + 1, SqlLexer.endOfPiece(text, at))) {
            depth += nesting(text.charAt(at));
            if (depth == 0) {
                return at;
            }
        }
        return text.length();
    }

    private static int nesting(char c) {
        return switch (c) {
            case '(', '[', '{' -> 1;
            case ')', ']', '}' -> -1;
            default -> 0;
        };
    }

    private static String arguments(String reader, String text, int depth) throws QueryException {
        List<String> all = split(text);
        if (all.get(0).isBlank()) {
            return text; // the engine says best what is missing
        } else if (all.get(0).strip().startsWith("[")) {
            throw StatementGate.refused("A list is not allowed in " + reader + ": one call reads one address.");
        }
        String address = rewritten(all.get(0), depth + 1);
        List<String> others = new ArrayList<>();
        Optional<String> headers = Optional.empty();
        for (String argument : all.subList(1, all.size())) {
            Matcher named = NAMED.matcher(argument);
            if (!named.matches() || !named.group(1).equalsIgnoreCase("headers")) {
                others.add(argument);
            } else if (headers.isPresent()) {
                throw StatementGate.refused(reader + " takes headers once.");
            } else {
                headers = Optional.of(named.group(2));
            }
        }
        String call = call(reader, address, headers);
        return others.isEmpty() ? call : call + "," + String.join(",", others);
    }

    private static String call(String reader, String address, Optional<String> headers) {
        String function = reader.contains("json") ? UserFunctions.DOWNLOAD_JSON : UserFunctions.DOWNLOAD;
        String sent = headers.map(text -> "CAST(system.main.to_json(" + text + "\n) AS VARCHAR)")
                .orElse("''");
        // a comment at the end of an argument ends with its line
        return "system.main." + function + "(" + address + "\n, " + sent + ")";
    }

    /** At the commas that stand in no parentheses. */
    private static List<String> split(String text) {
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
}
