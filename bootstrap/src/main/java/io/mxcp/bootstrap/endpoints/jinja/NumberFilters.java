package io.mxcp.bootstrap.endpoints.jinja;

import com.hubspot.jinjava.lib.filter.Filter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
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
                    : Double.parseDouble(plain(value));
        } catch (NumberFormatException e) {
            return given.has("default") ? given.get("default") : 0.0;
        }
    }

    private static @Nullable Object whole(@Nullable Object value, Given given) {
        try {
            if (value instanceof Boolean || PythonValues.isNumber(value)) {
                return narrow(PythonValues.decimal(value).toBigInteger());
            }
            int base = given.number("base", 10);
            String digits = plain(value);
            return narrow(base == 10 ? ofDecimal(digits) : new BigInteger(withoutPrefix(digits), base));
        } catch (NumberFormatException e) {
            return given.has("default") ? given.get("default") : 0L;
        }
    }

    private static String plain(@Nullable Object value) {
        String text = PythonText.of(value).strip();
        if (text.isEmpty()
                || text.length() > MOST_DIGITS
                || !text.matches("[-+]?[0-9a-zA-Z.+-]+")
                || text.endsWith("d")
                || text.endsWith("f")) {
            boolean hexadecimal = text.matches("(?i)[-+]?0x[0-9a-f]+");
            if (!hexadecimal) {
                throw new NumberFormatException("no number");
            }
        }
        return text;
    }

    /** One with an exponent goes through a double, which bounds it. */
    private static BigInteger ofDecimal(String digits) {
        boolean whole = digits.matches("[-+]?\\d+");
        return whole ? new BigInteger(digits) : new BigDecimal(Double.parseDouble(digits)).toBigInteger();
    }

    private static String withoutPrefix(String digits) {
        return digits.toLowerCase(Locale.ROOT).replaceFirst("^([-+]?)0[xob]", "$1");
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
