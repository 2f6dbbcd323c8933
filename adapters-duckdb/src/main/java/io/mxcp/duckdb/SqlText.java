package io.mxcp.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * One statement, with the places where it names a parameter.
 *
 * <p>The driver binds by position only, so {@code $name} becomes {@code $1}. What the reader here and the engine's parser see
 * differently costs a failed statement, never a hole: values are not put into the text, and the gate parses what comes out.
 *
 * @param literals the text around the parameters: one more than there are places
 * @param places the parameter's name at each place, in order
 */
record SqlText(List<String> literals, List<String> places) {
    private static final Set<String> EXPLAINING = Set.of("explain", "analyze", "analyse", "verbose", "(");

    SqlText {
        literals = List.copyOf(literals);
        places = List.copyOf(places);
    }

    /** The statements of a text, at least one; comments and quotes are respected. */
    static List<SqlText> split(String text) {
        return new SqlReader(text).read();
    }

    /** Names in the order of their first use, each once. */
    List<String> names() {
        return places.stream().distinct().toList();
    }

    /** The text with placeholder number 1, 2, … in the order of {@link #names()}. */
    String render(IntFunction<String> placeholder) {
        List<String> names = names();
        StringBuilder out = new StringBuilder(literals.get(0));
        for (int i = 0; i < places.size(); i++) {
            String number = placeholder.apply(names.indexOf(places.get(i)) + 1);
            String next = literals.get(i + 1);
            // without parentheses the engine would read the dot as part of the number
            out.append(next.startsWith(".") ? "(" + number + ")" : number).append(next);
        }
        return out.toString();
    }

    /** Whether the word, in lower case, stands anywhere in it. */
    boolean mentions(String word) {
        return literals.stream().anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(word));
    }

    boolean isBlank() {
        return places.isEmpty() && firstWord().isEmpty();
    }

    /** The first word in lower case; empty where there is none but space and comments. */
    String firstWord() {
        return firstWord(literals.get(0));
    }

    /** What is done: the first word, or that of the statement which {@code EXPLAIN} explains, since {@code ANALYZE} runs it. */
    String verb() {
        String rest = SqlLexer.withoutLeadingComments(render(number -> "$" + number)); // options may hold parameters
        boolean explains = firstWord(rest).equals("explain");
        while (explains && EXPLAINING.contains(firstWord(rest))) {
            int end = rest.startsWith("(")
                    ? SqlCalls.closing(rest, 0) + 1
                    : firstWord(rest).length();
            rest = SqlLexer.withoutLeadingComments(rest.substring(Math.min(end, rest.length())));
        }
        return firstWord(rest);
    }

    private static String firstWord(String text) {
        String rest = SqlLexer.withoutLeadingComments(text);
        int end = 0;
        while (end < rest.length() && Character.isLetter(rest.charAt(end))) {
            end++;
        }
        // a statement may start with a parenthesis, too
        return rest.substring(0, rest.isEmpty() ? 0 : Math.max(1, end)).toLowerCase(Locale.ROOT);
    }

    /** Collects what a statement is made of. */
    static final class Builder {
        private final List<String> literals = new ArrayList<>();
        private final List<String> places = new ArrayList<>();

        void place(String literal, String name) {
            literals.add(literal);
            places.add(name);
        }

        SqlText end(String literal) {
            literals.add(literal);
            return new SqlText(literals, places);
        }
    }
}
