package io.mxcp.bootstrap.endpoints.jinja;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import jinjava.javax.el.ELException;

/** The function that Jinja2 has and the library does otherwise. */
final class Functions {
    private static final long MAX_RANGE = 100_000;
    private static final int MOST_DIGITS = 32;

    private Functions() {}

    /**
     * The numbers from one up to another, as Python's {@code range}. The library's own stops at a thousand in silence.
     *
     * @throws ELException if these are no whole numbers, or would be more than {@value #MAX_RANGE}
     */
    @SuppressWarnings("unused") // the library finds it by name
    static List<Integer> range(Object first, Object... others) {
        int start = others.length == 0 ? 0 : whole(first);
        int end = whole(others.length == 0 ? first : others[0]);
        int step = others.length < 2 ? 1 : whole(others[1]);
        long length = step == 0 ? Long.MAX_VALUE : ((long) end - start + step - Integer.signum(step)) / step;
        if (length > MAX_RANGE) {
            throw new ELException("a range of more than " + MAX_RANGE + " numbers");
        }
        return IntStream.range(0, (int) Math.max(0, length))
                .mapToObj(index -> start + index * step)
                .toList();
    }

    /** A longer one is none of an {@code int}, but takes its time to be read. */
    private static int whole(Object value) {
        String text = PythonText.of(value);
        if (text.length() > MOST_DIGITS) {
            throw new ELException("range needs smaller numbers");
        }
        try {
            return new BigDecimal(text).intValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            throw new ELException("range needs whole numbers", e);
        }
    }
}
