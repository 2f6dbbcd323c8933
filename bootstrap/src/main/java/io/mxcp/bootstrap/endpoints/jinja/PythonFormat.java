package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.OutputTooBigException;
import com.hubspot.jinjava.lib.filter.Filter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jinjava.javax.el.ELException;
import org.jspecify.annotations.Nullable;

/** The filter {@code format}: {@code '%s of %05.2f'}, with values in order or by name ({@code %(name)s}). */
record PythonFormat() implements Filter {
    private static final Pattern PLACE =
            Pattern.compile("%(?:\\((\\w+)\\))?([-+ 0#]*)(\\d{0,4})(?:\\.(\\d{1,3}))?([a-zA-Z%])");

    @Override
    public String getName() {
        return "format";
    }

    @Override
    public Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
        return filter(value, interpreter, (Object[]) arguments, Map.of());
    }

    @Override
    public Object filter(
            @Nullable Object value, JinjavaInterpreter interpreter, Object[] inOrder, Map<String, Object> named) {
        Matcher places = PLACE.matcher(PythonText.of(value));
        StringBuilder text = new StringBuilder();
        int next = 0;
        while (places.find()) {
            boolean percent = places.group(5).equals("%");
            boolean byName = places.group(1) != null;
            if (!percent && (byName ? !named.containsKey(places.group(1)) : next >= inOrder.length)) {
                throw new ELException("a value for the format is missing");
            }
            Object given = percent ? "%" : byName ? named.get(places.group(1)) : inOrder[next];
            next += percent || byName ? 0 : 1;
            if (text.length() > JinjaTemplate.MAX_BYTES) {
                throw new OutputTooBigException(JinjaTemplate.MAX_BYTES, text.length());
            }
            places.appendReplacement(text, Matcher.quoteReplacement(percent ? "%" : written(places, given)));
        }
        if (next < inOrder.length) {
            throw new ELException("the format has no place for a value");
        }
        return places.appendTail(text).toString();
    }

    private static String written(Matcher place, @Nullable Object value) {
        String precision = place.group(4) == null ? "" : "." + place.group(4);
        String flags = place.group(2);
        char type = place.group(5).charAt(0);
        return switch (type) {
            case 's' ->
                String.format(
                        "%" + flags.replaceAll("[^-]", "") + place.group(3) + precision + "s", PythonText.of(value));
            case 'd', 'i', 'u' -> String.format(Locale.ROOT, "%" + flags + place.group(3) + "d", whole(value));
            case 'x', 'X', 'o' -> String.format(Locale.ROOT, "%" + flags + place.group(3) + type, whole(value));
            case 'f', 'F' ->
                String.format(
                        Locale.ROOT,
                        "%" + flags + place.group(3) + precision + "f",
                        new BigDecimal(PythonValues.decimal(value).doubleValue()));
            case 'e', 'E' ->
                String.format(
                        Locale.ROOT,
                        "%" + flags + place.group(3) + precision + type,
                        PythonValues.decimal(value).doubleValue());
            default -> throw new ELException("the format has an unknown type");
        };
    }

    private static BigInteger whole(@Nullable Object value) {
        return PythonValues.decimal(value).toBigInteger();
    }
}
