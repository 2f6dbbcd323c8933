package io.mxcp.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** Text from bytes that must be UTF-8: wrong bytes are refused, not replaced. */
public final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** The text of these bytes; nothing if they are not UTF-8. */
    public static Optional<String> decode(byte[] bytes) {
        // the quick decoder replaces what is wrong: only where it may have done so is the slow one asked
        String text = new String(bytes, UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? Optional.of(text) : decodeSlowly(bytes);
    }

    private static Optional<String> decodeSlowly(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
