package io.mxcp.application.registration;

import java.text.Normalizer;
import java.util.Set;

/**
 * What a client calls itself, made fit to be shown (T19): compatibility forms folded (NFKC), what is invisible or turns the
 * direction of text left out, at most 64 characters. It stays a claim: pages show it beside the verified facts.
 */
final class ClientName {
    private static final String UNNAMED = "Unnamed client";
    private static final int MAX_LENGTH = 64;

    /** Letters and symbols that show nothing: fillers of Hangul and Khmer, the empty Braille pattern, the grapheme joiner. */
    private static final Set<Integer> BLANKS = Set.of(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0);

    private ClientName() {}

    static String of(String claimed) {
        StringBuilder visible = new StringBuilder();
        Normalizer.normalize(claimed, Normalizer.Form.NFKC)
                .codePoints()
                .filter(point -> !isInvisible(point))
                .forEach(visible::appendCodePoint);
        String name = shorten(visible.toString().strip()).strip();
        return name.isEmpty() ? UNNAMED : name;
    }

    private static boolean isInvisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.PRIVATE_USE
                || BLANKS.contains(codePoint);
    }

    private static String shorten(String name) {
        int[] codePoints = name.codePoints().limit(MAX_LENGTH).toArray();
        return new String(codePoints, 0, codePoints.length);
    }
}
