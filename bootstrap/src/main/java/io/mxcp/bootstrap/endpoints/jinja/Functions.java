package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.util.ForLoop;
import com.hubspot.jinjava.util.LengthLimitingStringBuilder;
import com.hubspot.jinjava.util.ObjectIterator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import jinjava.javax.el.ELException;
import org.jspecify.annotations.Nullable;

/** What Jinja2 has and the library lacks, or does otherwise. */
final class Functions {
    private static final long MAX_RANGE = 100_000;

    /** The filters {@code max}, {@code min}, {@code items} and {@code join}. */
    static final List<Filter> FILTERS = List.of(
            new Added("max", value -> extreme(value, Functions::compare)),
            new Added("min", value -> extreme(value, (left, right) -> compare(right, left))),
            new Added("items", value -> value instanceof Map<?, ?> map ? new ArrayList<>(map.entrySet()) : List.of()),
            new Join());

    private Functions() {}

    /**
     * The numbers from one up to another, as Python's {@code range}. The library's own stops at a thousand in silence.
     *
     * @throws ELException if these are no whole numbers, or would be more than {@value #MAX_RANGE}
     */
    @SuppressWarnings("unused") // the library finds it by name
    static List<Integer> range(Object first, Object... others) {
        int start = others.length == 0 ? 0 : whole(first);
        int end = whole(others.length == 0 ? first : others[0]);
        int step = others.length < 2 ? 1 : whole(others[1]);
        long length = step == 0 ? Long.MAX_VALUE : ((long) end - start + step - Integer.signum(step)) / step;
        if (length > MAX_RANGE) {
            throw new ELException("a range of more than " + MAX_RANGE + " numbers");
        }
        return IntStream.range(0, (int) Math.max(0, length))
                .mapToObj(index -> start + index * step)
                .toList();
    }

    private static int whole(Object value) {
        try {
            return new BigDecimal(PythonText.of(value)).intValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            throw new ELException("range needs whole numbers", e);
        }
    }

    private static @Nullable Object extreme(@Nullable Object value, Comparator<Object> order) {
        List<Object> values = new ArrayList<>();
        ObjectIterator.getLoop(value).forEachRemaining(values::add);
        return values.stream().max(order).orElse(null);
    }

    private static int compare(Object left, Object right) {
        return left instanceof Number && right instanceof Number
                ? new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()))
                : PythonText.of(left).compareTo(PythonText.of(right));
    }

    /** A filter without arguments. */
    private record Added(String name, Function<@Nullable Object, @Nullable Object> function) implements Filter {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public @Nullable Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
            return function.apply(value);
        }
    }

    /** {@code join}, whose elements are written as everywhere else. */
    private record Join() implements Filter {
        @Override
        public String getName() {
            return "join";
        }

        @Override
        public Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
            LengthLimitingStringBuilder text = new LengthLimitingStringBuilder(JinjaTemplate.MAX_BYTES);
            ForLoop elements = ObjectIterator.getLoop(value);
            while (elements.hasNext()) {
                Object element = elements.next();
                text.append(PythonText.of(
                        arguments.length > 1 ? interpreter.resolveProperty(element, arguments[1]) : element));
                text.append(elements.hasNext() && arguments.length > 0 ? arguments[0] : "");
            }
            return text.toString();
        }
    }
}
