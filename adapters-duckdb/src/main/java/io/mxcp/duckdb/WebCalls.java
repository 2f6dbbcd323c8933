package io.mxcp.duckdb;

import io.mxcp.domain.query.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts our download between a function that reads files and its address:
 * {@code read_json_auto('https://…', headers = MAP {…})} becomes
 * {@code (SELECT * FROM read_json_auto(download('https://…', json_object(…)))) AS read_json_auto}.
 *
 * <p>The engine evaluates arguments of a table function while it binds the statement, on the thread that called the driver, so
 * the download knows its caller; types and all other options stay the engine's own. It works on the text, so that it serves every
 * kind of statement. What it and the engine's parser see differently costs a failed statement, never a hole: without our download
 * the locked engine reads nothing, and for a caller's SQL the gate looks at what comes out.
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

    /** The engine's words that cannot name a table unless quoted: one of them after a call is no alias of it. */
    static final Set<String> RESERVED = Set.of("""
            all analyse analyze and anti any array as asc asof asymmetric at authorization binary both by
            case cast check collate collation column columns concurrently constraint create cross default
            deferrable desc describe distinct do else end except false fetch for foreign freeze from full
            generated glob group having ilike in initially inner intersect into is isnull join lambda
            lateral leading left like limit map natural not notnull null offset on only or order outer
            overlaps pivot pivot_longer pivot_wider placing positional primary qualify references returning
            right select semi show similar some struct summarize symmetric table tablesample then to
            trailing true try_cast tuple union unique unpack unpivot using variadic verbose when where
            window with
            """.strip().split("\\s+"));

    /** Those whose result bears the name of the file. */
    private static final Set<String> NAMING = Set.of("read_text", "read_blob");

    private static final String MARK = "read_";

    /** At the end of what comes before a function's name: catalog and schema. */
    private static final Pattern QUALIFIERS =
            Pattern.compile("(?:(?:\"[^\"]*\"|[\\p{L}_][\\p{L}\\p{N}_]*)\\s*\\.\\s*)+$");

    private static final int DEEPEST = 16;
    private static final int LONGEST_QUALIFIERS = 300;
    private static final List<String> SETS = List.of(":=", "=>", "=");

    private WebCalls() {}

    /** The statement with our download in it; the same text where it reads nothing. */
    static String rewrite(String text) throws QueryException {
        if (!mentions(text)) {
            return text;
        }
        if (text.toLowerCase(Locale.ROOT).contains(UserFunctions.DOWNLOAD)) {
            throw StatementGate.refused(
                    "The name " + UserFunctions.DOWNLOAD + " is not allowed: write the address itself.");
        }
        return rewritten(text, 0);
    }

    /** Whether such a function may be in it, found out at the price of a search. */
    static boolean mentions(String text) {
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
            int open = isReader(piece) ? SqlCalls.openingParenthesis(text, end) : -1;
            if (open < 0) {
                out.append(piece);
                at = end;
                continue;
            }
            int close = SqlCalls.closing(text, open);
            String inner = text.substring(open + 1, close);
            String arguments = arguments(SqlCalls.name(piece), inner, depth);
            if (arguments.equals(inner) || close == text.length()) {
                out.append(piece).append('(').append(arguments);
                at = close;
            } else {
                String given = SqlCalls.arguments(inner).get(0);
                appendRead(out, piece, arguments, given);
                at = close + 1;
                out.append(isAlias(text, at) ? "" : " AS " + SqlCalls.name(piece));
            }
        }
        return out.toString();
    }

    /** What the engine adds of its own, the place of our file above all, stays within: {@code (SELECT * FROM call)}. */
    private static void appendRead(StringBuilder out, String piece, String arguments, String address) {
        Matcher qualifiers =
                QUALIFIERS.matcher(out).region(Math.max(0, out.length() - LONGEST_QUALIFIERS), out.length());
        out.insert(
                        qualifiers.find() ? qualifiers.start() : out.length(),
                        "(SELECT *" + renamed(SqlCalls.name(piece), address) + " FROM ")
                .append(piece)
                .append('(')
                .append(arguments)
                .append("))");
    }

    /** The address, without a query that may hold a credential; not where it reads something itself, which doubles at each level. */
    private static String renamed(String reader, String address) {
        if (!NAMING.contains(reader)) {
            return "";
        }
        String shown = mentions(address)
                ? "CAST(NULL AS VARCHAR)"
                : "system.main.regexp_extract(CAST(" + address + "\n AS VARCHAR), '[^?]*')";
        return " REPLACE (" + shown + " AS filename)";
    }

    /** Whether what follows a call names it. */
    private static boolean isAlias(String text, int from) {
        int at = SqlLexer.afterSpace(text, from);
        if (at >= text.length()) {
            return false;
        }
        String word =
                text.substring(at, Math.max(at, SqlLexer.endOfPiece(text, at))).toLowerCase(Locale.ROOT);
        return word.startsWith("\"")
                || word.equals("as")
                || (!word.isEmpty() && Character.isJavaIdentifierStart(word.charAt(0)) && !RESERVED.contains(word));
    }

    private static boolean isReader(String piece) {
        return piece.length() > MARK.length() && READERS.contains(SqlCalls.name(piece));
    }

    private static String arguments(String reader, String text, int depth) throws QueryException {
        List<String> all = SqlCalls.arguments(text);
        if (all.get(0).isBlank()) {
            return text; // the engine says best what is missing
        } else if (all.get(0).strip().startsWith("[")) {
            throw StatementGate.refused("A list is not allowed in " + reader + ": one call reads one address.");
        }
        String address = rewritten(all.get(0), depth + 1);
        List<String> others = new ArrayList<>();
        Optional<String> headers = Optional.empty();
        for (String argument : all.subList(1, all.size())) {
            Optional<Option> option = Option.find(argument);
            if (option.filter(one -> one.name().equals("filename")).isPresent()) {
                throw StatementGate.refused(
                        "The option filename is not allowed over HTTP: there is no file, select the address.");
            } else if (option.filter(one -> one.name().equals("headers")).isEmpty()) {
                others.add(argument);
            } else if (headers.isPresent()) {
                throw StatementGate.refused(reader + " takes headers once.");
            } else {
                headers = option.map(Option::value);
            }
        }
        String call = call(reader, address, headers);
        return others.isEmpty() ? call : call + "," + String.join(",", others);
    }

    private static String call(String reader, String address, Optional<String> headers) {
        String function = reader.contains("json") ? UserFunctions.DOWNLOAD_JSON : UserFunctions.DOWNLOAD;
        String sent = headers.map(HeaderMap::json).orElse("''");
        // a comment at the end of an argument ends with its line
        return "system.main." + function + "(" + address + "\n, " + sent + ")";
    }

    /** An argument with a name, in lower case, and what it is set to. */
    private record Option(String name, String value) {
        static Optional<Option> find(String argument) {
            int start = SqlLexer.afterSpace(argument, 0);
            int end = start < argument.length() ? SqlLexer.endOfPiece(argument, start) : start;
            int at = SqlLexer.afterSpace(argument, end);
            String name = SqlCalls.name(argument.substring(start, end));
            return SETS.stream()
                    .filter(sets -> argument.startsWith(sets, at) && !argument.startsWith("=", at + sets.length()))
                    .findFirst()
                    .map(sets -> new Option(name, argument.substring(at + sets.length())));
        }
    }
}
