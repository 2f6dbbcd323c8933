package io.mxcp.http.page;

/** Makes a stranger's text fit for HTML: content of elements and of attributes in double quotes. */
final class Html {
    private static final char REPLACEMENT = '\uFFFD';

    private Html() {}

    /** The text with markup escaped, and without characters that are invisible or turn the direction of what follows (T18, T19). */
    static String escape(String text) {
        StringBuilder html = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> append(html, codePoint));
        return html.toString();
    }

    private static void append(StringBuilder html, int codePoint) {
        switch (codePoint) {
            case '&' -> html.append("&amp;");
            case '<' -> html.append("&lt;");
            case '>' -> html.append("&gt;");
            case '"' -> html.append("&quot;");
            case '\'' -> html.append("&#39;");
            case '`' -> html.append("&#96;");
            case '=' -> html.append("&#61;");
            default -> html.appendCodePoint(isInvisible(codePoint) ? REPLACEMENT : codePoint);
        }
    }

    private static boolean isInvisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
