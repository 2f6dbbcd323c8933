package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.util.ForLoop;
import com.hubspot.jinjava.util.ObjectIterator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jinjava.javax.el.ELException;
import org.jspecify.annotations.Nullable;

/** How Python looks at values: what is true, what is within, which comes first. */
final class PythonValues {
    private static final int MAX_LETTERS = 100_000;

    private PythonValues() {}

    static boolean isTrue(@Nullable Object value) {
        if (value == null) {
            return false;
        } else if (value instanceof Boolean flag) {
            return flag;
        } else if (isNumber(value)) {
            return decimal(value).signum() != 0;
        } else if (value instanceof Collection<?> list) {
            return !list.isEmpty();
        }
        return value instanceof Map<?, ?> map
                ? !map.isEmpty()
                : !PythonText.of(value).isEmpty();
    }

    static boolean isText(@Nullable Object value) {
        return value instanceof CharSequence || (value != null && Engine.isText(value));
    }

    static boolean isNumber(@Nullable Object value) {
        return value instanceof Number;
    }

    /** Whether Python has it as {@code float}. */
    static boolean isReal(@Nullable Object value) {
        return value instanceof BigDecimal || value instanceof Double || value instanceof Float;
    }

    /**
     * The exact value of a number.
     *
     * @throws ELException if it is none
     */
    static BigDecimal decimal(@Nullable Object value) {
        try {
            return value instanceof Boolean flag
                    ? BigDecimal.valueOf(flag ? 1 : 0)
                    : new BigDecimal(isNumber(value) ? String.valueOf(value) : "");
        } catch (NumberFormatException e) {
            throw new ELException("a number is needed here", e);
        }
    }

    /**
     * What a loop goes over: the characters of a text, the keys of a map, the elements of a list; nothing for what is undefined.
     *
     * @throws ELException if it is none of these, or a text of more than 100,000 letters
     */
    static List<@Nullable Object> elements(@Nullable Object value) {
        List<@Nullable Object> elements = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            elements.addAll(map.keySet());
        } else if (isText(value)) {
            if (PythonText.of(value).length() > MAX_LETTERS) {
                throw new ELException("a text of so many letters is not gone through");
            }
            PythonText.of(value).codePoints().mapToObj(Character::toString).forEach(elements::add);
        } else if (isNumber(value) || value instanceof Boolean) {
            throw new ELException("a number has no elements");
        } else {
            ForLoop loop = ObjectIterator.getLoop(value);
            loop.forEachRemaining(elements::add);
        }
        return elements;
    }

    /** What stands at a path of names and indices, {@code lines.0.id}; null where there is nothing. */
    static @Nullable Object attribute(@Nullable Object value, String path) {
        Object found = value;
        for (String name : path.split("\\.", -1)) {
            found = member(found, name);
        }
        return found;
    }

    private static @Nullable Object member(@Nullable Object value, String name) {
        if (value instanceof Map<?, ?> map) {
            return map.get(name);
        } else if (value instanceof Map.Entry<?, ?> pair) {
            return Members.ofPair(pair, name);
        }
        boolean index = name.matches("\\d{1,6}");
        return index && value instanceof List<?> list && Integer.parseInt(name) < list.size()
                ? list.get(Integer.parseInt(name))
                : null;
    }

    /** The order of sorting; texts by their letters, whether small or not, unless case counts. */
    static Comparator<@Nullable Object> order(boolean caseCounts) {
        return (left, right) -> compare(key(left, caseCounts), key(right, caseCounts));
    }

    /** What makes two values one. */
    static @Nullable Object key(@Nullable Object value, boolean caseCounts) {
        if (isText(value)) {
            String text = PythonText.of(value);
            return caseCounts ? text : text.toLowerCase(Locale.ROOT);
        }
        return isNumber(value) || value instanceof Boolean ? decimal(value).stripTrailingZeros() : value;
    }

    private static int compare(@Nullable Object left, @Nullable Object right) {
        if (left instanceof String one && right instanceof String other) {
            return one.compareTo(other);
        } else if (left instanceof BigDecimal one && right instanceof BigDecimal other) {
            return one.compareTo(other);
        } else if (left instanceof List<?> one && right instanceof List<?> other) {
            return compareLists(one, other);
        }
        throw new ELException("these have no order");
    }

    private static int compareLists(List<?> left, List<?> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = compare(key(left.get(i), true), key(right.get(i), true));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }
}
