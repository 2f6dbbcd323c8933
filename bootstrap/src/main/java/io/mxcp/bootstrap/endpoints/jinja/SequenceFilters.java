package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.OutputTooBigException;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import java.math.BigDecimal;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jinjava.javax.el.ELException;
import org.jspecify.annotations.Nullable;

/** The filters over the elements of a list, the characters of a text and the members of a map. */
final class SequenceFilters {
    private static final String ATTRIBUTE = "attribute";
    private static final String CASE = "case_sensitive";

    /** All of them. */
    static final List<Filter> ALL = List.of(
            PythonFilter.of("batch", "linecount fill_with", SequenceFilters::batches),
            PythonFilter.of("count", "", (value, given) -> (long) size(value)),
            PythonFilter.of("d", "default_value boolean", SequenceFilters::orDefault),
            PythonFilter.of("default", "default_value boolean", SequenceFilters::orDefault),
            PythonFilter.of("dictsort", "case_sensitive by reverse", SequenceFilters::sortedMembers),
            PythonFilter.of("first", "", (value, given) -> end(value, true)),
            PythonFilter.of("groupby", "attribute default case_sensitive", SequenceFilters::groups),
            PythonFilter.of(
                    "items",
                    "",
                    (value, given) -> value instanceof Map<?, ?> map ? new ArrayList<>(map.entrySet()) : List.of()),
            PythonFilter.of("join", "d attribute", SequenceFilters::joined),
            PythonFilter.of("last", "", (value, given) -> end(value, false)),
            PythonFilter.of("length", "", (value, given) -> (long) size(value)),
            PythonFilter.of("list", "", (value, given) -> PythonValues.elements(value)),
            PythonFilter.of("max", "case_sensitive attribute", (value, given) -> extreme(value, given, 1)),
            PythonFilter.of("min", "case_sensitive attribute", (value, given) -> extreme(value, given, -1)),
            PythonFilter.of("reverse", "", (value, given) -> reversed(value)),
            PythonFilter.of("slice", "slices fill_with", SequenceFilters::slices),
            PythonFilter.of("sort", "reverse case_sensitive attribute", SequenceFilters::sorted),
            PythonFilter.of("sum", "attribute start", SequenceFilters::sum),
            PythonFilter.of("unique", "case_sensitive attribute", SequenceFilters::unique),
            new Mapped(),
            new Selected("select", false, true),
            new Selected("reject", false, false),
            new Selected("selectattr", true, true),
            new Selected("rejectattr", true, false));

    private SequenceFilters() {}

    private static int size(@Nullable Object value) {
        String text = PythonValues.isText(value) ? PythonText.of(value) : "";
        return PythonValues.isText(value)
                ? text.codePointCount(0, text.length())
                : PythonValues.elements(value).size();
    }

    private static @Nullable Object end(@Nullable Object value, boolean first) {
        if (!PythonValues.isText(value)) {
            return at(PythonValues.elements(value), first);
        }
        String text = PythonText.of(value);
        return text.isEmpty()
                ? null
                : Character.toString(first ? text.codePointAt(0) : text.codePointBefore(text.length()));
    }

    private static @Nullable Object at(List<@Nullable Object> elements, boolean first) {
        return elements.isEmpty() ? null : elements.get(first ? 0 : elements.size() - 1);
    }

    private static @Nullable Object orDefault(@Nullable Object value, Given given) {
        boolean there = value != null && (!given.flag("boolean") || PythonValues.isTrue(value));
        return there ? value : given.has("default_value") ? given.get("default_value") : "";
    }

    private static List<List<@Nullable Object>> batches(@Nullable Object value, Given given) {
        int most = positive(given.number("linecount", 0));
        List<@Nullable Object> elements = PythonValues.elements(value);
        List<List<@Nullable Object>> batches = new ArrayList<>();
        for (int from = 0; from < elements.size(); from += most) {
            List<@Nullable Object> batch =
                    new ArrayList<>(elements.subList(from, Math.min(elements.size(), from + most)));
            while (given.has("fill_with") && batch.size() < most) {
                batch.add(given.get("fill_with"));
            }
            batches.add(batch);
        }
        return batches;
    }

    private static List<List<@Nullable Object>> slices(@Nullable Object value, Given given) {
        int slices = positive(given.number("slices", 0));
        List<@Nullable Object> elements = PythonValues.elements(value);
        int each = elements.size() / slices;
        int longer = elements.size() % slices;
        List<List<@Nullable Object>> all = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < slices; i++) {
            int to = from + each + (i < longer ? 1 : 0);
            List<@Nullable Object> slice = new ArrayList<>(elements.subList(from, to));
            if (given.has("fill_with") && i >= longer) {
                slice.add(given.get("fill_with"));
            }
            all.add(slice);
            from = to;
        }
        return all;
    }

    private static int positive(int number) {
        if (number < 1) {
            throw new ELException("a number above zero is needed here");
        }
        return number;
    }

    private static List<Map.Entry<?, ?>> sortedMembers(@Nullable Object value, Given given) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new ELException("dictsort needs a map");
        }
        boolean byValue = given.text("by").filter("value"::equals).isPresent();
        Comparator<@Nullable Object> order = PythonValues.order(given.flag(CASE));
        Comparator<Map.Entry<?, ?>> ofEntries = (left, right) -> byValue
                ? order.compare(left.getValue(), right.getValue())
                : order.compare(left.getKey(), right.getKey());
        List<Map.Entry<?, ?>> entries = new ArrayList<>();
        map.forEach((name, member) -> entries.add(new AbstractMap.SimpleEntry<>(name, member)));
        entries.sort(given.flag("reverse") ? ofEntries.reversed() : ofEntries);
        return entries;
    }

    private static List<Map.Entry<?, ?>> groups(@Nullable Object value, Given given) {
        String path = given.text(ATTRIBUTE).orElseThrow(() -> new ELException("groupby needs an attribute"));
        boolean caseCounts = given.flag(CASE);
        List<@Nullable Object> elements = PythonValues.elements(value);
        elements.sort(by(path, given, caseCounts));
        Map<@Nullable Object, Map.Entry<?, ?>> groups = new LinkedHashMap<>();
        Map<@Nullable Object, List<@Nullable Object>> lists = new HashMap<>();
        for (Object element : elements) {
            Object grouper = attributeOr(element, path, given);
            Object key = PythonValues.key(grouper, caseCounts);
            List<@Nullable Object> list = lists.computeIfAbsent(key, each -> new ArrayList<>());
            groups.computeIfAbsent(key, each -> new AbstractMap.SimpleEntry<>(grouper, list));
            list.add(element);
        }
        return new ArrayList<>(groups.values());
    }

    private static Comparator<@Nullable Object> by(String path, Given given, boolean caseCounts) {
        Comparator<@Nullable Object> order = PythonValues.order(caseCounts);
        return (left, right) -> order.compare(attributeOr(left, path, given), attributeOr(right, path, given));
    }

    private static @Nullable Object attributeOr(@Nullable Object element, String path, Given given) {
        Object found = PythonValues.attribute(element, path);
        return found == null ? given.get("default") : found;
    }

    /** The elements are written as everywhere else. */
    private static String joined(@Nullable Object value, Given given) {
        String between = given.text("d").orElse("");
        Optional<String> path = given.text(ATTRIBUTE);
        StringBuilder text = new StringBuilder();
        String gap = "";
        for (Object element : PythonValues.elements(value)) {
            Object part = path.isEmpty() ? element : PythonValues.attribute(element, path.get());
            text.append(gap).append(PythonText.of(part));
            gap = between;
            if (text.length() > JinjaTemplate.MAX_BYTES) {
                throw new OutputTooBigException(JinjaTemplate.MAX_BYTES, text.length());
            }
        }
        return text.toString();
    }

    private static @Nullable Object extreme(@Nullable Object value, Given given, int sign) {
        List<@Nullable Object> elements = PythonValues.elements(value);
        Comparator<@Nullable Object> order = order(given);
        @Nullable Object best = at(elements, true);
        for (Object element : elements) {
            if (order.compare(element, best) * sign > 0) {
                best = element;
            }
        }
        return best;
    }

    private static Comparator<@Nullable Object> order(Given given) {
        Optional<String> path = given.text(ATTRIBUTE);
        if (path.isEmpty()) {
            return PythonValues.order(given.flag(CASE));
        }
        return Stream.of(path.get().split(",", -1))
                .map(one -> by(one.strip(), given, given.flag(CASE)))
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    private static Object reversed(@Nullable Object value) {
        if (PythonValues.isText(value)) {
            return new StringBuilder(PythonText.of(value)).reverse().toString();
        }
        List<@Nullable Object> elements = PythonValues.elements(value);
        Collections.reverse(elements);
        return elements;
    }

    private static List<@Nullable Object> sorted(@Nullable Object value, Given given) {
        List<@Nullable Object> elements = PythonValues.elements(value);
        Comparator<@Nullable Object> order = order(given);
        elements.sort(given.flag("reverse") ? order.reversed() : order);
        return elements;
    }

    private static Object sum(@Nullable Object value, Given given) {
        Optional<String> path = given.text(ATTRIBUTE);
        Object start = given.has("start") ? given.get("start") : 0L;
        boolean real = PythonValues.isReal(start);
        BigDecimal whole = BigDecimal.ZERO;
        double total = 0;
        List<@Nullable Object> parts =
                new ArrayList<>(List.of(Optional.ofNullable(start).orElse(0L)));
        PythonValues.elements(value)
                .forEach(element -> parts.add(path.isEmpty() ? element : PythonValues.attribute(element, path.get())));
        for (Object part : parts) {
            BigDecimal number = PythonValues.decimal(part);
            real |= PythonValues.isReal(part);
            whole = whole.add(number);
            total += number.doubleValue();
        }
        return real ? (Object) total : whole.toBigInteger();
    }

    private static List<@Nullable Object> unique(@Nullable Object value, Given given) {
        Optional<String> path = given.text(ATTRIBUTE);
        Set<@Nullable Object> seen =
                new HashSet<>(); // of the keys themselves: those of one hash are told apart by their order
        List<@Nullable Object> unique = new ArrayList<>();
        for (Object element : PythonValues.elements(value)) {
            Object part = path.isEmpty() ? element : PythonValues.attribute(element, path.get());
            if (seen.add(PythonValues.key(part, given.flag(CASE)))) {
                unique.add(element);
            }
        }
        return unique;
    }

    /** {@code map}: an attribute of each element, or what a filter makes of it. */
    private record Mapped() implements Filter {
        @Override
        public String getName() {
            return "map";
        }

        @Override
        public @Nullable Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
            return filter(value, interpreter, (Object[]) arguments, Map.of());
        }

        @Override
        public @Nullable Object filter(
                @Nullable Object value, JinjavaInterpreter interpreter, Object[] inOrder, Map<String, Object> named) {
            List<@Nullable Object> mapped = new ArrayList<>();
            if (inOrder.length == 0) {
                Given given = Given.of(List.of(ATTRIBUTE, "default"), interpreter, inOrder, named);
                String path = given.text(ATTRIBUTE).orElseThrow(() -> new ELException("map needs an attribute"));
                PythonValues.elements(value).forEach(element -> mapped.add(attributeOr(element, path, given)));
                return mapped;
            }
            Filter filter = interpreter.getContext().getFilter(PythonText.of(inOrder[0]));
            if (filter == null) {
                throw new ELException("there is no filter of this name");
            }
            Object[] others = Arrays.copyOfRange(inOrder, 1, inOrder.length);
            long length = 0;
            for (Object element : PythonValues.elements(value)) {
                Object made = Members.filtered(filter, element, interpreter, others, named);
                length += made instanceof CharSequence text ? text.length() : 0;
                if (length > JinjaTemplate.MAX_BYTES) {
                    throw new OutputTooBigException(JinjaTemplate.MAX_BYTES, length);
                }
                mapped.add(made);
            }
            return mapped;
        }
    }

    /** {@code select} and its like: the elements that meet a test, or those that do not. */
    private record Selected(String name, boolean ofAttribute, boolean kept) implements Filter {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public @Nullable Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
            return filter(value, interpreter, (Object[]) arguments, Map.of());
        }

        @Override
        public @Nullable Object filter(
                @Nullable Object value, JinjavaInterpreter interpreter, Object[] inOrder, Map<String, Object> named) {
            int first = ofAttribute ? 1 : 0;
            if (inOrder.length < first || !named.isEmpty()) {
                throw new ELException(name + " needs other arguments");
            }
            Optional<ExpTest> test = inOrder.length > first
                    ? Optional.of(test(interpreter, PythonText.of(inOrder[first])))
                    : Optional.empty();
            Object[] others = inOrder.length > first ? Arrays.copyOfRange(inOrder, first + 1, inOrder.length) : inOrder;
            List<@Nullable Object> selected = new ArrayList<>();
            for (Object element : PythonValues.elements(value)) {
                ((BoundedInterpreter) interpreter).budget().step();
                Object tested = ofAttribute ? PythonValues.attribute(element, PythonText.of(inOrder[0])) : element;
                boolean met = test.isPresent()
                        ? test.get().evaluate(tested, interpreter, others)
                        : PythonValues.isTrue(tested);
                if (met == kept) {
                    selected.add(element);
                }
            }
            return selected;
        }

        private static ExpTest test(JinjavaInterpreter interpreter, String name) {
            ExpTest test = interpreter.getContext().getExpTest(name);
            if (test == null) {
                throw new ELException("there is no test of this name");
            }
            return test;
        }
    }
}
