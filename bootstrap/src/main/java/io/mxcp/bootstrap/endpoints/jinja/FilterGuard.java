package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.interpret.OutputTooBigException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses what would make a filter fill the memory before the library looks at the length: widths, counts, replacements. */
final class FilterGuard {
    private static final int MAX_WIDTH = 10_000;
    private static final Set<String> WITH_WIDTH =
            Set.of("batch", "center", "indent", "round", "slice", "tojson", "truncate");

    /** Those whose output grows with the text of the value, whatever the value is. */
    private static final Set<String> MEASURED = Set.of("indent", "format", "replace");

    private static final Pattern WIDE_FORMAT = Pattern.compile("%[^%a-zA-Z]*\\d{4}");

    private FilterGuard() {}

    /**
     * Looks at a call before it happens.
     *
     * @throws OutputTooBigException if it would make too much
     */
    static void check(String filter, @Nullable Object value, Object[] inOrder, Map<String, Object> byName) {
        List<@Nullable Object> arguments = new ArrayList<>(byName.values());
        arguments.addAll(0, Arrays.asList(inOrder));
        String text = value == null || !MEASURED.contains(filter) ? "" : PythonText.of(value);
        if (WITH_WIDTH.contains(filter)) {
            long widest =
                    arguments.stream().mapToLong(FilterGuard::magnitude).max().orElse(0);
            refuseAbove(MAX_WIDTH, widest);
            if (filter.equals("indent")) {
                refuseAbove(JinjaTemplate.MAX_BYTES, Math.max(widest, longest(arguments)) * lines(text));
            }
        }
        if (filter.equals("format") && WIDE_FORMAT.matcher(text).find()) {
            throw new OutputTooBigException(MAX_WIDTH, Integer.MAX_VALUE);
        }
        if (filter.equals("replace") && arguments.size() > 1) {
            refuseAbove(JinjaTemplate.MAX_BYTES, lengthOfReplaced(text, arguments));
        }
    }

    private static void refuseAbove(long most, long size) {
        if (size > most) {
            throw new OutputTooBigException(most, size);
        }
    }

    private static long magnitude(@Nullable Object argument) {
        String text = PythonText.of(argument);
        boolean number = argument instanceof Number || text.matches("[+-]?\\d+");
        return !number ? 0 : text.length() > 10 ? Long.MAX_VALUE >> 24 : Math.abs((long) Double.parseDouble(text));
    }

    /** A margin may be a text. */
    private static long longest(List<@Nullable Object> arguments) {
        return arguments.stream()
                .mapToLong(argument -> PythonText.of(argument).length())
                .max()
                .orElse(0);
    }

    private static long lines(String text) {
        return text.chars().filter(letter -> letter == '\n').count() + 1;
    }

    private static long lengthOfReplaced(String text, List<@Nullable Object> arguments) {
        String old = PythonText.of(arguments.get(0));
        long times = old.isEmpty()
                ? text.length() + 1L
                : new TextSearch(old).count(text); // an empty one is between all letters
        return text.length() + times * PythonText.of(arguments.get(1)).length();
    }
}
