package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A filter that does what Python's does, where the library's own does not.
 *
 * @param parameters what it takes besides the value, in order
 */
record PythonFilter(String name, List<String> parameters, Body body) implements Filter {
    /** What it does. */
    @FunctionalInterface
    interface Body {
        @Nullable
        Object apply(@Nullable Object value, Given given);
    }

    static Filter of(String name, String parameters, Body body) {
        return new PythonFilter(name, parameters.isEmpty() ? List.of() : List.of(parameters.split(" ")), body);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public @Nullable Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
        return body.apply(value, Given.of(parameters, interpreter, arguments, Map.of()));
    }

    @Override
    public @Nullable Object filter(
            @Nullable Object value, JinjavaInterpreter interpreter, Object[] inOrder, Map<String, Object> named) {
        return body.apply(value, Given.of(parameters, interpreter, inOrder, named));
    }
}
