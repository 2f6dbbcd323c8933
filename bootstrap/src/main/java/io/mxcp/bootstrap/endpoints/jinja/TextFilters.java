package io.mxcp.bootstrap.endpoints.jinja;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.objects.SafeString;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The filters that make a text of a value. */
final class TextFilters {
    /** All of them. */
    static final List<Filter> ALL = List.of(
            PythonFilter.of("capitalize", "", (value, given) -> capitalized(PythonText.of(value))),
            PythonFilter.of(
                    "center", "width", (value, given) -> centered(PythonText.of(value), given.number("width", 80))),
            PythonFilter.of("e", "", TextFilters::escaped),
            PythonFilter.of("escape", "", TextFilters::escaped),
            PythonFilter.of("forceescape", "", (value, given) -> new SafeString(escape(PythonText.of(value)))),
            new PythonFormat(),
            PythonFilter.of("indent", "width first blank", TextFilters::indented),
            PythonFilter.of("lower", "", (value, given) -> PythonText.of(value).toLowerCase(Locale.ROOT)),
            PythonFilter.of("replace", "old new count", TextFilters::replaced),
            PythonFilter.of("string", "", (value, given) -> PythonText.of(value)),
            PythonFilter.of("title", "", (value, given) -> titled(PythonText.of(value))),
            PythonFilter.of(
                    "tojson", "indent", (value, given) -> new PythonJson(given.number("indent", -1)).write(value)),
            PythonFilter.of("trim", "chars", (value, given) -> trimmed(PythonText.of(value), given)),
            PythonFilter.of("truncate", "length killwords end leeway", TextFilters::truncated),
            PythonFilter.of("upper", "", (value, given) -> PythonText.of(value).toUpperCase(Locale.ROOT)),
            PythonFilter.of("urlencode", "", (value, given) -> encoded(value)));

    private static final Pattern WORD = Pattern.compile("[-\\s({\\[<]+|[^-\\s({\\[<]+");
    private static final int USUAL_LENGTH = 255;
    private static final int USUAL_LEEWAY = 5;
    private static final int USUAL_INDENT = 4;

    private TextFilters() {}

    static String capitalized(String text) {
        int first = text.isEmpty() ? 0 : text.offsetByCodePoints(0, 1);
        return text.substring(0, first).toUpperCase(Locale.ROOT)
                + text.substring(first).toLowerCase(Locale.ROOT);
    }

    /** As {@code str.center}: of an odd rest the left gets the larger part if the width is odd. */
    static String centered(String text, int width) {
        int rest = Math.max(0, width - text.codePointCount(0, text.length()));
        int left = rest / 2 + (rest & width & 1);
        return " ".repeat(left) + text + " ".repeat(rest - left);
    }

    private static Object escaped(@Nullable Object value, Given given) {
        return value != null && Engine.isText(value) ? value : new SafeString(escape(PythonText.of(value)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }

    private static String indented(@Nullable Object value, Given given) {
        String margin = given.get("width") instanceof String text
                ? text
                : " ".repeat(Math.max(0, given.number("width", USUAL_INDENT)));
        List<String> lines = new ArrayList<>(List.of(PythonText.of(value).split("\n", -1)));
        for (int i = 1; i < lines.size(); i++) {
            if (given.flag("blank") || !lines.get(i).isEmpty()) {
                lines.set(i, margin + lines.get(i));
            }
        }
        return (given.flag("first") ? margin : "") + String.join("\n", lines);
    }

    private static String replaced(@Nullable Object value, Given given) {
        return replaced(
                PythonText.of(value),
                given.text("old").orElse(""),
                given.text("new").orElse(""),
                most(given));
    }

    /** A negative count is none, as in Python. */
    private static int most(Given given) {
        int count = given.has("count") ? given.number("count", 0) : -1;
        return count < 0 ? Integer.MAX_VALUE : count;
    }

    /** At most so many times; an empty text is between all letters. */
    static String replaced(String text, String old, String replacement, int most) {
        return old.isEmpty() ? spread(text, replacement, most) : new TextSearch(old).replace(text, replacement, most);
    }

    private static String spread(String text, String between, int most) {
        StringBuilder out = new StringBuilder();
        int left = most;
        for (int point : text.codePoints().toArray()) {
            out.append(left-- > 0 ? between : "").appendCodePoint(point);
        }
        return out.append(left > 0 ? between : "").toString();
    }

    private static String titled(String text) {
        return WORD.matcher(text)
                .results()
                .map(word -> capitalized(word.group()))
                .collect(Collectors.joining());
    }

    private static String trimmed(String text, Given given) {
        return given.text("chars").map(chars -> strip(text, chars, true, true)).orElseGet(text::strip);
    }

    static String strip(String text, String chars, boolean left, boolean right) {
        Set<Integer> stripped = chars.codePoints().boxed().collect(Collectors.toSet());
        int start = 0;
        int end = text.length();
        while (left && start < end && stripped.contains(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (right && end > start && stripped.contains(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    private static String truncated(@Nullable Object value, Given given) {
        String text = PythonText.of(value);
        String end = given.text("end").orElse("...");
        int length = given.number("length", USUAL_LENGTH);
        if (text.codePointCount(0, text.length()) <= length + given.number("leeway", USUAL_LEEWAY)) {
            return text;
        }
        int kept = Math.max(0, length - end.codePointCount(0, end.length()));
        String cut = text.substring(0, text.offsetByCodePoints(0, kept));
        int space = given.flag("killwords") ? -1 : cut.lastIndexOf(' ');
        return (space < 0 ? cut : cut.substring(0, space)) + end;
    }

    /** A path keeps its slashes; in a query a space is a plus. */
    private static String encoded(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> inQuery(entry.getKey()) + "=" + inQuery(entry.getValue()))
                    .collect(Collectors.joining("&"));
        } else if (value instanceof List<?> pairs) {
            return pairs.stream()
                    .map(pair -> inQuery(PythonValues.attribute(pair, "0")) + "="
                            + inQuery(PythonValues.attribute(pair, "1")))
                    .collect(Collectors.joining("&"));
        }
        return inQuery(value).replace("+", "%20").replace("%2F", "/");
    }

    private static String inQuery(@Nullable Object value) {
        return URLEncoder.encode(PythonText.of(value), UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
