package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.lib.filter.Filter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import jinjava.javax.el.ELException;
import org.jspecify.annotations.Nullable;

/** The filters that make a number of a value, or write one. */
final class NumberFilters {
    /** All of them. */
    static final List<Filter> ALL = List.of(
            PythonFilter.of("filesizeformat", "binary", (value, given) -> size(value, given.flag("binary"))),
            PythonFilter.of("float", "default", NumberFilters::real),
            PythonFilter.of("int", "default base", NumberFilters::whole),
            PythonFilter.of("round", "precision method", NumberFilters::rounded));

    private static final List<String> DECIMAL = List.of("kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB");
    private static final List<String> BINARY = List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB");
    private static final int MOST_DIGITS = 300;

    /** What Python and Java both read as a real number: Java has suffixes and hexadecimal ones besides. */
    private static final Pattern REAL = Pattern.compile("[-+]?((\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?|NaN|Infinity)");

    private NumberFilters() {}

    private static String size(@Nullable Object value, boolean binary) {
        double bytes = PythonValues.decimal(value).doubleValue();
        double base = binary ? 1024 : 1000;
        if (bytes < base) {
            return bytes == 1 ? "1 Byte" : (long) bytes + " Bytes";
        }
        double unit = base;
        List<String> names = binary ? BINARY : DECIMAL;
        int at = 0;
        while (bytes >= unit * base && at < names.size() - 1) {
            unit *= base;
            at++;
        }
        return String.format(Locale.ROOT, "%.1f %s", bytes / unit, names.get(at));
    }

    private static @Nullable Object real(@Nullable Object value, Given given) {
        try {
            return value instanceof Boolean || PythonValues.isNumber(value)
                    ? PythonValues.decimal(value).doubleValue()
                    : real(plain(value));
        } catch (NumberFormatException e) {
            return given.has("default") ? given.get("default") : 0.0;
        }
    }

    private static @Nullable Object whole(@Nullable Object value, Given given) {
        try {
            if (value instanceof Boolean || PythonValues.isNumber(value)) {
                return narrow(PythonValues.decimal(value).toBigInteger());
            }
            return narrow(whole(plain(value), given.number("base", 10)));
        } catch (NumberFormatException e) {
            return given.has("default") ? given.get("default") : 0L;
        }
    }

    private static String plain(@Nullable Object value) {
        String text = PythonText.of(value).strip();
        if (text.length() > MOST_DIGITS || !text.matches("[0-9a-zA-Z.+-]+")) {
            throw new NumberFormatException("no number");
        }
        return text;
    }

    private static double real(String text) {
        if (!REAL.matcher(text).matches()) {
            throw new NumberFormatException("no real number");
        }
        return Double.parseDouble(text);
    }

    /** In no base a whole number, it may be a real one; that goes through a double, which bounds its exponent. */
    private static BigInteger whole(String text, int base) {
        try {
            return new BigInteger(withoutPrefix(text, base), base);
        } catch (NumberFormatException notWhole) {
            return new BigDecimal(real(text)).toBigInteger();
        }
    }

    /** Of its own base: {@code b} is a digit in another. */
    private static String withoutPrefix(String text, int base) {
        return switch (base) {
            case 2 -> text.replaceFirst("^([-+]?)0[bB](?=\\w)", "$1");
            case 8 -> text.replaceFirst("^([-+]?)0[oO](?=\\w)", "$1");
            case 16 -> text.replaceFirst("^([-+]?)0[xX](?=\\w)", "$1");
            default -> text;
        };
    }

    private static Object narrow(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    /** As Python's {@code round}: of two that are as near the even one, by what the number is in binary. */
    private static Object rounded(@Nullable Object value, Given given) {
        int precision = given.number("precision", 0);
        String method = given.text("method").orElse("common");
        RoundingMode mode = switch (method) {
            case "common" -> RoundingMode.HALF_EVEN;
            case "ceil" -> RoundingMode.CEILING;
            case "floor" -> RoundingMode.FLOOR;
            default -> throw new ELException("round needs common, ceil or floor");
        };
        boolean real = PythonValues.isReal(value);
        BigDecimal number = PythonValues.decimal(value);
        if (!real && mode == RoundingMode.HALF_EVEN) {
            return narrow(number.setScale(Math.min(precision, 0), mode).toBigInteger());
        }
        BigDecimal exact = mode == RoundingMode.HALF_EVEN ? new BigDecimal(number.doubleValue()) : number;
        return exact.setScale(precision, mode).doubleValue();
    }
}
