package io.mxcp.http.json;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers from text that is a JSON number already (RFC 8259 §6). */
final class JsonNumber {
    private static final int DIGITS_OF_EVERY_LONG = 18;

    private JsonNumber() {}

    /** Long where it fits, else BigInteger; BigDecimal where a point or an exponent is written. */
    static Number parse(String literal) throws JsonException {
        int exponentAt = exponentAt(literal);
        int digits = digits(literal, 0, exponentAt);
        if (digits > JsonLimits.MAX_DIGITS
                || digits(literal, exponentAt, literal.length()) > JsonLimits.MAX_EXPONENT_DIGITS) {
            throw new JsonException(
                    JsonException.Reason.REFUSED, "a number has more than " + JsonLimits.MAX_DIGITS + " digits");
        }
        if (exponentAt < literal.length() || literal.indexOf('.') >= 0) {
            return new BigDecimal(literal);
        }
        return digits <= DIGITS_OF_EVERY_LONG ? (Number) Long.valueOf(literal) : whole(new BigInteger(literal));
    }

    private static Number whole(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }

    private static int exponentAt(String literal) {
        int at = Math.max(literal.indexOf('e'), literal.indexOf('E'));
        return at < 0 ? literal.length() : at;
    }

    private static int digits(String literal, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            if (Character.isDigit(literal.charAt(i))) {
                digits++;
            }
        }
        return digits;
    }
}
