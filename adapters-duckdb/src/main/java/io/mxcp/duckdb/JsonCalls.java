package io.mxcp.duckdb;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.mxcp.domain.query.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Bounds the JSON that reaches the functions which walk it by recursion ({@link JsonDepth}): {@code json_pretty(x)} becomes
 * {@code json_pretty(shallow(CAST(x AS JSON)))}, where {@code shallow} gives back its argument, or fails.
 *
 * <p>It works on the text, like {@link WebCalls}; for a caller's SQL the gate sees to it that no such call is left without.
 */
final class JsonCalls {
    /** The arguments that are walked, by their places. */
    private static final Map<String, Set<Integer>> WALKED = Map.of(
            "json_contains", Set.of(0, 1),
            "json_pretty", Set.of(0),
            "json_structure", Set.of(0),
            "json_tree", Set.of(0),
            "from_json", Set.of(1),
            "from_json_strict", Set.of(1),
            "json_transform", Set.of(1),
            "json_transform_strict", Set.of(1));

    /** The words behind which a name and parentheses are no call. */
    private static final Set<String> NAMING =
            Set.of("exists", "function", "into", "macro", "recursive", "references", "table", "view", "with");

    /** What else than a value may stand before a dot and the name. */
    private static final Set<String> SCHEMAS = Set.of("system", "main", "pg_catalog");

    private static final Pattern BODY = Pattern.compile("(?i)as\\s*(?:(?:not\\s+)?materialized\\s*)?\\(");
    private static final Pattern MENTIONS = Pattern.compile("json_|_json", Pattern.CASE_INSENSITIVE);
    private static final List<String> SHALLOW = List.of("system", "main", UserFunctions.SHALLOW_JSON);
    private static final int DEEPEST = 16;

    private JsonCalls() {}

    static String rewrite(String text) throws QueryException {
        return mentions(text) ? rewritten(text, 0) : text;
    }

    /** Whether such a function may be in it, found out at the price of a search. */
    static boolean mentions(String text) {
        return MENTIONS.matcher(text).find();
    }

    /** Each level costs a pass over the rest of the text and a frame of the stack. */
    private static String rewritten(String text, int depth) throws QueryException {
        if (depth > DEEPEST) {
            throw StatementGate.refused("The statement is nested too deeply.");
        }
        StringBuilder out = new StringBuilder(text.length() + 128);
        List<String> before = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = Math.max(at + 1, SqlLexer.endOfPiece(text, at));
            String piece = text.substring(at, end);
            String name = SqlCalls.name(piece);
            int open = WALKED.containsKey(name) ? SqlCalls.openingParenthesis(text, end) : -1;
            out.append(piece);
            at = end;
            int close = open >= 0 ? SqlCalls.closing(text, open) : open;
            if (open >= 0 && isCall(before, text, close)) {
                requireNoValueBeforeIt(before, name);
                out.append('(').append(bounded(name, text.substring(open + 1, close), depth));
                at = close;
            }
            if (!piece.isBlank() && !SqlLexer.isComment(piece, 0)) {
                before.add(piece);
            }
        }
        return out.toString();
    }

    /** Not where it names a table, a macro or a common table expression, with its columns or parameters. */
    private static boolean isCall(List<String> before, String text, int close) {
        int last = before.size() - 1;
        while (last > 0 && before.get(last).equals(".")) {
            last -= 2;
        }
        int behind = SqlLexer.afterSpace(text, Math.min(close + 1, text.length()));
        return (last < 0 || !NAMING.contains(before.get(last).toLowerCase(Locale.ROOT)))
                && !BODY.matcher(text).region(behind, text.length()).lookingAt();
    }

    /** {@code x.json_pretty()} is a call, too, whose first argument is not where it could be bounded. */
    private static void requireNoValueBeforeIt(List<String> before, String name) throws QueryException {
        int dot = before.size() - 1;
        if (dot > 0 && before.get(dot).equals(".") && !SCHEMAS.contains(SqlCalls.name(before.get(dot - 1)))) {
            throw StatementGate.refused(
                    "The function " + name + " is not allowed behind a dot: write " + name + "(x).");
        }
    }

    private static String bounded(String name, String arguments, int depth) throws QueryException {
        StringBuilder out = new StringBuilder();
        int place = 0;
        for (String argument : SqlCalls.arguments(arguments)) {
            String inner = rewritten(argument, depth + 1);
            out.append(place == 0 ? "" : ",");
            if (WALKED.getOrDefault(name, Set.of()).contains(place) && !argument.isBlank()) {
                // a comment at the end of an argument ends with its line
                out.append("system.main." + UserFunctions.SHALLOW_JSON + "(CAST(")
                        .append(inner)
                        .append("\n AS JSON))");
            } else {
                out.append(inner);
            }
            place++;
        }
        return out.toString();
    }

    /** Whether a parsed call walks JSON that has not been bounded; an argument with a name may stand in any place. */
    static boolean walksAnything(List<String> path, JsonObject function) {
        Set<Integer> walked = WALKED.getOrDefault(SqlCalls.name(path.get(path.size() - 1)), Set.of());
        List<JsonElement> arguments = SyntaxTree.arguments(function).asList();
        boolean named = arguments.stream()
                .anyMatch(one -> !SyntaxTree.text(one.getAsJsonObject(), "name").isEmpty());
        return (named && !walked.isEmpty())
                || walked.stream()
                        .filter(place -> place < arguments.size())
                        .map(place -> SyntaxTree.expression(arguments.get(place).getAsJsonObject()))
                        .anyMatch(
                                argument -> !SyntaxTree.text(argument, "class").equals("FUNCTION")
                                        || !SHALLOW.equals(SyntaxTree.path(argument, "function_name")));
    }
}
