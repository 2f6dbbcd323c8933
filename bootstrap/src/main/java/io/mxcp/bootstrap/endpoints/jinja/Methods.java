package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.interpret.OutputTooBigException;
import com.hubspot.jinjava.util.ForLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import jinjava.javax.el.MethodNotFoundException;
import org.jspecify.annotations.Nullable;

/** The methods of Python's values that templates call. None of them changes anything, or makes a text longer than a prompt may be. */
final class Methods {
    private Methods() {}

    /**
     * Calls one.
     *
     * @throws MethodNotFoundException if there is none of this name
     */
    static @Nullable Object call(Object base, String name, Object[] arguments) {
        if (PythonValues.isText(base)) {
            return ofText(PythonText.of(base), name, arguments);
        }
        if (base instanceof Map<?, ?> map) {
            return ofMap(map, name, arguments);
        }
        if (base instanceof List<?> list && name.equals("count") && arguments.length == 1) {
            return (long) Collections.frequency(list, arguments[0]);
        }
        if (base instanceof ForLoop loop && name.equals("cycle") && arguments.length > 0) {
            return arguments[loop.getIndex0() % arguments.length];
        }
        throw new MethodNotFoundException("there is no method " + name);
    }

    private static Object ofText(String text, String name, Object[] given) {
        List<String> arguments = Arrays.stream(given).map(PythonText::of).toList();
        return switch (name) {
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "capitalize" -> TextFilters.capitalized(text);
            case "strip" -> stripped(text, arguments, true, true);
            case "lstrip" -> stripped(text, arguments, true, false);
            case "rstrip" -> stripped(text, arguments, false, true);
            case "startswith" -> texts(given).anyMatch(text::startsWith);
            case "endswith" -> texts(given).anyMatch(text::endsWith);
            case "split" -> split(text, arguments);
            case "splitlines" -> text.lines().toList();
            case "find" -> (long) new TextSearch(one(arguments)).next(text, 0);
            case "count" -> (long) new TextSearch(one(arguments)).count(text);
            case "isdigit" -> !text.isEmpty() && text.chars().allMatch(Character::isDigit);
            case "replace" -> replaced(text, given);
            case "join" -> joined(text, given);
            default -> throw new MethodNotFoundException("a text has no method " + name);
        };
    }

    private static String one(List<String> arguments) {
        if (arguments.size() != 1 || arguments.get(0).isEmpty()) {
            throw new MethodNotFoundException("one text is needed here");
        }
        return arguments.get(0);
    }

    /** A tuple stands for any of its texts. */
    private static Stream<String> texts(Object[] given) {
        return Arrays.stream(given)
                .limit(1)
                .flatMap(first -> first instanceof List<?> list ? list.stream() : Stream.of(first))
                .map(PythonText::of);
    }

    private static String stripped(String text, List<String> chars, boolean left, boolean right) {
        if (chars.isEmpty()) {
            String leading = left ? text.stripLeading() : text;
            return right ? leading.stripTrailing() : leading;
        }
        return TextFilters.strip(text, chars.get(0), left, right);
    }

    private static List<String> split(String text, List<String> arguments) {
        if (arguments.isEmpty()) {
            return Arrays.stream(text.split("\\s+"))
                    .filter(part -> !part.isEmpty())
                    .toList();
        }
        int most = arguments.size() > 1 ? Integer.parseInt(arguments.get(1)) : -1;
        return new TextSearch(one(arguments.subList(0, 1))).split(text, most < 0 ? Integer.MAX_VALUE : most);
    }

    private static String replaced(String text, Object[] given) {
        if (given.length != 2) {
            throw new MethodNotFoundException("replace needs two texts");
        }
        FilterGuard.check("replace", text, given, Map.of());
        return TextFilters.replaced(text, PythonText.of(given[0]), PythonText.of(given[1]), Integer.MAX_VALUE);
    }

    private static String joined(String between, Object[] given) {
        StringBuilder text = new StringBuilder();
        String gap = "";
        for (Object part : PythonValues.elements(given.length == 1 ? given[0] : null)) {
            text.append(gap).append(PythonText.of(part));
            gap = between;
            if (text.length() > JinjaTemplate.MAX_BYTES) {
                throw new OutputTooBigException(JinjaTemplate.MAX_BYTES, text.length());
            }
        }
        return text.toString();
    }

    private static @Nullable Object ofMap(Map<?, ?> map, String name, Object[] arguments) {
        return switch (name) {
            case "items" -> new ArrayList<>(map.entrySet());
            case "keys" -> new ArrayList<>(map.keySet());
            case "values" -> new ArrayList<>(map.values());
            case "get" -> found(map, arguments);
            default -> throw new MethodNotFoundException("a map has no method " + name);
        };
    }

    private static @Nullable Object found(Map<?, ?> map, Object[] arguments) {
        if (arguments.length == 0) {
            throw new MethodNotFoundException("get needs a key");
        }
        Object value = map.get(PythonText.of(arguments[0]));
        return value == null && arguments.length > 1 ? arguments[1] : value;
    }
}
