package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.util.ForLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import jinjava.javax.el.MethodNotFoundException;
import org.jspecify.annotations.Nullable;

/** The methods of Python's values that templates call. None of them changes anything, or makes a text longer. */
final class Methods {
    private Methods() {}

    /**
     * Calls one.
     *
     * @throws MethodNotFoundException if there is none of this name
     */
    static @Nullable Object call(Object base, String name, Object[] arguments) {
        if (base instanceof String text) {
            return ofText(
                    text, name, Arrays.stream(arguments).map(PythonText::of).toList());
        }
        if (base instanceof Map<?, ?> map) {
            return ofMap(map, name, arguments);
        }
        if (base instanceof ForLoop loop && name.equals("cycle") && arguments.length > 0) {
            return arguments[loop.getIndex0() % arguments.length];
        }
        throw new MethodNotFoundException("there is no method " + name);
    }

    private static Object ofText(String text, String name, List<String> arguments) {
        return switch (name) {
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "strip" -> text.strip();
            case "lstrip" -> text.stripLeading();
            case "rstrip" -> text.stripTrailing();
            case "startswith" -> arguments.stream().anyMatch(text::startsWith);
            case "endswith" -> arguments.stream().anyMatch(text::endsWith);
            case "split" -> split(text, arguments);
            default -> throw new MethodNotFoundException("a text has no method " + name);
        };
    }

    private static List<String> split(String text, List<String> arguments) {
        return arguments.isEmpty()
                ? Arrays.stream(text.split("\\s+"))
                        .filter(part -> !part.isEmpty())
                        .toList()
                : List.of(text.split(Pattern.quote(arguments.get(0)), -1));
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
