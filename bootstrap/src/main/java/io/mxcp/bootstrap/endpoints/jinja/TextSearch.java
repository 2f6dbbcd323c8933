package io.mxcp.bootstrap.endpoints.jinja;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds a text in others in a time that grows with their lengths (Knuth, Morris, Pratt). Java's own grows with the product of both, which
 * a caller who chooses both can make minutes. Safe for use by many threads.
 */
final class TextSearch {
    /** Up to here the product does no harm, and Java's own is faster. */
    private static final int SHORT = 32;

    private final String sought;

    /** For each prefix of the sought text, how long its longest proper prefix is that it ends with, too; empty where it is short. */
    private final int[] borders;

    /** For a text that is not empty. */
    TextSearch(String sought) {
        this.sought = sought;
        this.borders = sought.length() <= SHORT ? new int[0] : borders(sought);
    }

    private static int[] borders(String text) {
        int[] borders = new int[text.length()];
        int matched = 0;
        for (int i = 1; i < text.length(); i++) {
            while (matched > 0 && text.charAt(i) != text.charAt(matched)) {
                matched = borders[matched - 1];
            }
            matched += text.charAt(i) == text.charAt(matched) ? 1 : 0;
            borders[i] = matched;
        }
        return borders;
    }

    static boolean isIn(String text, String sought) {
        return sought.isEmpty() || new TextSearch(sought).next(text, 0) >= 0;
    }

    /** Where it is, from a place on; -1 for nowhere. */
    int next(String text, int from) {
        if (borders.length == 0) {
            return text.indexOf(sought, from);
        }
        int matched = 0;
        for (int i = from; i < text.length(); i++) {
            while (matched > 0 && text.charAt(i) != sought.charAt(matched)) {
                matched = borders[matched - 1];
            }
            matched += text.charAt(i) == sought.charAt(matched) ? 1 : 0;
            if (matched == sought.length()) {
                return i + 1 - matched;
            }
        }
        return -1;
    }

    /** How often it is there, none overlapping another. */
    int count(String text) {
        int count = 0;
        for (int at = next(text, 0); at >= 0; at = next(text, at + sought.length())) {
            count++;
        }
        return count;
    }

    /** What lies between, as {@code str.split}: one more than it is found, at most so many times. */
    List<String> split(String text, int most) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = next(text, 0); at >= 0 && parts.size() < most; at = next(text, from)) {
            parts.add(text.substring(from, at));
            from = at + sought.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** The text with another in its place, at most so many times. */
    String replace(String text, String replacement, int most) {
        return String.join(replacement, split(text, most));
    }
}
