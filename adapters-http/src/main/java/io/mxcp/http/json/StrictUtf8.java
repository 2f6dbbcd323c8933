package io.mxcp.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Text from bytes that must be UTF-8 without byte order mark (RFC 8259 §8.1); wrong bytes are refused, not replaced. */
final class StrictUtf8 {
    private static final char REPLACEMENT = '\uFFFD';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private StrictUtf8() {}

    static String decode(byte[] bytes) throws JsonException {
        // the quick decoder replaces what is wrong: only where it may have done so is the slow one asked
        String text = new String(bytes, UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            text = decodeSlowly(bytes);
        }
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            throw new JsonException(JsonException.Reason.MALFORMED, "the document begins with a byte order mark");
        }
        return text;
    }

    private static String decodeSlowly(byte[] bytes) throws JsonException {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new JsonException(JsonException.Reason.MALFORMED, "the document is not UTF-8");
        }
    }
}
