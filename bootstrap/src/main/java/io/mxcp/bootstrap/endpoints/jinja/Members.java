package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.el.TypeConvertingMapELResolver;
import com.hubspot.jinjava.el.ext.JinjavaListELResolver;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.util.ForLoop;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jinjava.javax.el.CompositeELResolver;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.MethodNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a dot: elements of lists, members of maps, the state of a loop, and the few methods of {@link Methods}. Nothing
 * here reflects: the library's own resolver, which would call any public method of any object, is not used.
 */
final class Members extends CompositeELResolver {
    private static final Pattern INDEX = Pattern.compile("-?\\d{1,7}");

    Members() {
        add(new JinjavaListELResolver(true));
        add(new TypeConvertingMapELResolver(true));
    }

    @Override
    public @Nullable Object getValue(ELContext context, @Nullable Object base, Object property) {
        if (base instanceof ForLoop loop) {
            context.setPropertyResolved(true);
            return ofLoop(loop, String.valueOf(property));
        } else if (base instanceof Map.Entry<?, ?> pair) {
            context.setPropertyResolved(true);
            return ofPair(pair, String.valueOf(property));
        } else if (PythonValues.isText(base)
                && INDEX.matcher(String.valueOf(property)).matches()) {
            context.setPropertyResolved(true);
            List<@Nullable Object> letters = PythonValues.elements(base);
            int index = Integer.parseInt(String.valueOf(property));
            int at = index < 0 ? letters.size() + index : index;
            return at < 0 || at >= letters.size() ? null : letters.get(at);
        }
        return super.getValue(context, base, property);
    }

    /** The parts of a pair have names where {@code groupby} made it. */
    static @Nullable Object ofPair(Map.Entry<?, ?> pair, String property) {
        return switch (property) {
            case "0", "grouper" -> pair.getKey();
            case "1", "list" -> pair.getValue();
            default -> null;
        };
    }

    private static Object ofLoop(ForLoop loop, String property) {
        return switch (property) {
            case "index" -> loop.getIndex();
            case "index0" -> loop.getIndex0();
            case "revindex" -> loop.getRevindex();
            case "revindex0" -> loop.getRevindex0();
            case "first" -> loop.isFirst();
            case "last" -> loop.isLast();
            case "length" -> loop.getLength();
            case "cycle" -> ""; // called next
            default -> throw new MethodNotFoundException("a loop has no " + property);
        };
    }

    /** The library calls its filters and tests this way too. */
    @Override
    public @Nullable Object invoke(
            ELContext context, Object base, Object method, Class<?> @Nullable [] types, Object[] parameters) {
        context.setPropertyResolved(true);
        String name = String.valueOf(method);
        if (base instanceof Filter filter) {
            return filtered(filter, parameters);
        }
        return base instanceof ExpTest test ? tested(test, name, parameters) : Methods.call(base, name, parameters);
    }

    /** As the library hands them over: the value, itself, the arguments in order and those by name. */
    @SuppressWarnings("unchecked")
    private static @Nullable Object filtered(Filter filter, Object[] parameters) {
        Map<String, Object> byName = (Map<String, Object>) parameters[3];
        return filtered(filter, parameters[0], (JinjavaInterpreter) parameters[1], (Object[]) parameters[2], byName);
    }

    static @Nullable Object filtered(
            Filter filter,
            @Nullable Object value,
            JinjavaInterpreter interpreter,
            Object[] inOrder,
            Map<String, Object> byName) {
        FilterGuard.check(filter.getName(), value, inOrder, byName);
        return filter.filter(value, interpreter, inOrder, byName);
    }

    private static boolean tested(ExpTest test, String method, Object[] parameters) {
        JinjavaInterpreter interpreter = (JinjavaInterpreter) parameters[1];
        Object[] arguments = Arrays.copyOfRange(parameters, 2, parameters.length);
        return method.equals("evaluateNegated")
                ? test.evaluateNegated(parameters[0], interpreter, arguments)
                : test.evaluate(parameters[0], interpreter, arguments);
    }
}
