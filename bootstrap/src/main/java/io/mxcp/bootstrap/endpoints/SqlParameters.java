package io.mxcp.bootstrap.endpoints;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the parameters that a statement uses. */
final class SqlParameters {
    /** What may hold a dollar sign that is no parameter comes first: strings, quoted names, comments, dollar quotes. */
    private static final Pattern TOKEN = Pattern.compile("""
            [eE]'(?:[^'\\\\]|\\\\.|'')*+'      # a string with escapes
            | '(?:[^']++|'')*+'                # a string
            | "(?:[^"]|"")*+"                  # a quoted name
            | --[^\\n]*+                       # a comment to the end of the line
            | /\\*(?s:.*?)\\*/                 # a comment
            | \\$(\\w*)\\$(?s:.*?)\\$\\1\\$    # a string in dollars
            | (?<word>\\w[\\w$]*+)             # a word may hold a dollar sign
            | \\$(?<parameter>\\w+)
            """, Pattern.COMMENTS);

    private SqlParameters() {}

    /** The names after {@code $}, in order, each once. */
    static Set<String> in(String sql) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = TOKEN.matcher(sql);
        while (matcher.find()) {
            String name = matcher.group("parameter");
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }
}
