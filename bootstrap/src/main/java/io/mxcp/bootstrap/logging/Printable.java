package io.mxcp.bootstrap.logging;

/** A text of somebody else's, made fit for one line of the log (threat T51): no control characters or quotes, at most 1,000 characters. */
public final class Printable {
    private static final int MAX_LENGTH = 1000;

    private Printable() {}

    /** The text, with whatever could forge a line replaced by its code. */
    public static String of(String text) {
        StringBuilder printable = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
        text.codePoints().limit(MAX_LENGTH).forEach(point -> append(printable, point));
        return printable.toString();
    }

    private static void append(StringBuilder printable, int point) {
        if (isHarmless(point)) {
            printable.appendCodePoint(point);
        } else {
            printable.append("\\u{").append(Integer.toHexString(point)).append('}');
        }
    }

    private static boolean isHarmless(int point) {
        int type = Character.getType(point);
        return point != '"'
                && point != '\\'
                && type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
