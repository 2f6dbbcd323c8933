package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.InterpreterFactory;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import org.jspecify.annotations.Nullable;

/** The library's interpreter with a budget; it writes values as Python does. For one thread and one rendering. */
final class BoundedInterpreter extends JinjavaInterpreter {
    private final Budget budget;

    BoundedInterpreter(Jinjava application, Context context, JinjavaConfig config) {
        super(application, context, config);
        this.budget = new Budget();
    }

    private BoundedInterpreter(BoundedInterpreter original) {
        super(original);
        this.budget = original.budget;
    }

    Budget budget() {
        return budget;
    }

    @Override
    public @Nullable Object resolveELExpression(String expression, int line) {
        budget.step();
        return super.resolveELExpression(expression, line);
    }

    @Override
    public @Nullable Object wrap(@Nullable Object value) {
        budget.step();
        return super.wrap(value);
    }

    @Override
    public String getAsString(@Nullable Object value) {
        return PythonText.of(value);
    }

    /** Makes them wherever the library makes one. */
    static final class Factory implements InterpreterFactory {
        @Override
        public JinjavaInterpreter newInstance(JinjavaInterpreter original) {
            return new BoundedInterpreter((BoundedInterpreter) original);
        }

        @Override
        public JinjavaInterpreter newInstance(Jinjava application, Context context, JinjavaConfig config) {
            return new BoundedInterpreter(application, context, config);
        }
    }
}
