package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jinjava.javax.el.ELException;
import org.jspecify.annotations.Nullable;

/** The arguments of a filter, by the names of its parameters: in a template they stand in order, or behind their names. */
final class Given {
    private final JinjavaInterpreter interpreter;
    private final Map<String, @Nullable Object> byName = new LinkedHashMap<>();

    private Given(JinjavaInterpreter interpreter) {
        this.interpreter = interpreter;
    }

    /**
     * Gives each argument to its parameter.
     *
     * @throws ELException if one has none
     */
    static Given of(
            List<String> parameters,
            JinjavaInterpreter interpreter,
            @Nullable Object[] inOrder,
            Map<String, ? extends @Nullable Object> named) {
        Given given = new Given(interpreter);
        if (inOrder.length > parameters.size()) {
            throw new ELException("too many arguments");
        }
        for (int i = 0; i < inOrder.length; i++) {
            given.byName.put(parameters.get(i), inOrder[i]);
        }
        named.forEach((name, value) -> {
            if (!parameters.contains(name) || given.byName.containsKey(name)) {
                throw new ELException("there is no argument " + name);
            }
            given.byName.put(name, value);
        });
        return given;
    }

    JinjavaInterpreter interpreter() {
        return interpreter;
    }

    boolean has(String name) {
        return byName.get(name) != null;
    }

    @Nullable
    Object get(String name) {
        return byName.get(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(byName.get(name)).map(PythonText::of);
    }

    boolean flag(String name) {
        return PythonValues.isTrue(byName.get(name));
    }

    /** A whole number. */
    int number(String name, int otherwise) {
        Object value = byName.get(name);
        try {
            return value == null ? otherwise : new BigDecimal(PythonText.of(value)).intValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            throw new ELException(name + " is no whole number", e);
        }
    }
}
