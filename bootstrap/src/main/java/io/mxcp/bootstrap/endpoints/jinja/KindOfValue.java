package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A test of what kind a value is, as Python answers it where the library does not. */
record KindOfValue(String name, Predicate<@Nullable Object> met) implements ExpTest {
    /** All of them. */
    static final List<ExpTest> ALL = List.of(
            new KindOfValue("float", PythonValues::isReal),
            new KindOfValue("integer", value -> PythonValues.isNumber(value) && !PythonValues.isReal(value)),
            new KindOfValue("iterable", value -> value == null || hasElements(value)),
            new KindOfValue("number", value -> PythonValues.isNumber(value) || value instanceof Boolean),
            new KindOfValue("sequence", value -> value == null || hasElements(value)),
            new KindOfValue("string", PythonValues::isText));

    private static boolean hasElements(@Nullable Object value) {
        return PythonValues.isText(value) || value instanceof Collection || value instanceof Map;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean evaluate(@Nullable Object value, JinjavaInterpreter interpreter, Object... arguments) {
        return met.test(value);
    }
}
