package io.mxcp.bootstrap.cli;

import io.mxcp.domain.query.QueryResult;
import io.mxcp.domain.query.SqlNull;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What an endpoint gives, as people read it: rows as a table, an object as lines, anything else as its text. */
final class Shown {
    private Shown() {}

    static String of(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().allMatch(Map.class::isInstance) ? table(list) : lines(list);
        }
        return value instanceof Map<?, ?> object ? members(object) : text(ResultTable.cell(value));
    }

    /** Text of several lines, with what a terminal would obey shown, not sent. */
    static String text(String text) {
        return text.lines().map(ResultTable::printable).collect(Collectors.joining(System.lineSeparator()));
    }

    /** The messages of a prompt, each below who says it. */
    static String messages(Object messages) {
        return ((List<?>) messages)
                .stream()
                        .map(message -> ((Map<?, ?>) message)
                                .values().stream()
                                        .map(part -> text(part.toString()))
                                        .collect(Collectors.joining(":" + System.lineSeparator())))
                        .collect(Collectors.joining(System.lineSeparator() + System.lineSeparator()));
    }

    private static String table(List<?> objects) {
        Set<String> columns = new LinkedHashSet<>();
        objects.forEach(object -> ((Map<?, ?>) object).keySet().forEach(name -> columns.add(name.toString())));
        List<List<Object>> rows = new ArrayList<>();
        for (Object object : objects) {
            rows.add(columns.stream()
                    .map(name -> member((Map<?, ?>) object, name))
                    .toList());
        }
        return ResultTable.of(new QueryResult(List.copyOf(columns), rows));
    }

    private static Object member(Map<?, ?> object, String name) {
        return object.containsKey(name) ? (Object) object.get(name) : SqlNull.NULL;
    }

    private static String lines(List<?> values) {
        return values.stream()
                .map(value -> ResultTable.printable(ResultTable.cell(value)))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String members(Map<?, ?> object) {
        int widest = object.keySet().stream()
                .mapToInt(name -> name.toString().length())
                .max()
                .orElse(0);
        return object.entrySet().stream()
                .map(member -> pad(member.getKey().toString(), widest)
                        + ResultTable.printable(ResultTable.cell(member.getValue())))
                .map(String::stripTrailing)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String pad(String name, int width) {
        return ResultTable.printable(name) + " ".repeat(width - name.length()) + ResultTable.GAP;
    }
}
