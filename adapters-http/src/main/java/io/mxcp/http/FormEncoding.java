package io.mxcp.http;

import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.http.json.Utf8;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code application/x-www-form-urlencoded} read strictly (RFC 6749 appendix B): complete escapes, well-formed UTF-8, no raw
 * character outside printable ASCII, at most {@value #MAX_FIELDS} fields. What a lenient reader would guess, two readers guess
 * differently.
 */
public final class FormEncoding {
    static final int MAX_FIELDS = 100;
    private static final int HEX = 16;

    private FormEncoding() {}

    /**
     * All fields in the order of their first appearance, with all their values.
     *
     * @throws OAuthException {@code invalid_request} if the text is malformed
     */
    public static Map<String, List<String>> parse(String text) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        int count = 0;
        for (String pair : text.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > MAX_FIELDS) {
                throw malformed("there are more than " + MAX_FIELDS + " parameters");
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            fields.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
        }
        return fields;
    }

    /**
     * One name or value.
     *
     * @throws OAuthException {@code invalid_request} if it is malformed
     */
    public static String decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(escaped(text, i));
                i += 2;
            } else if (c > ' ' && c < 0x7F) {
                bytes.write(c == '+' ? ' ' : c);
            } else {
                throw malformed("parameters must be form-encoded ASCII");
            }
        }
        return Utf8.decode(bytes.toByteArray()).orElseThrow(() -> malformed("the text is not UTF-8"));
    }

    private static int escaped(String text, int percent) {
        if (percent + 2 >= text.length()) {
            throw malformed("a percent escape is cut off");
        }
        int high = Character.digit(text.charAt(percent + 1), HEX);
        int low = Character.digit(text.charAt(percent + 2), HEX);
        // Character.digit also knows digits beyond ASCII
        if (high < 0 || low < 0 || text.charAt(percent + 1) > 0x7F || text.charAt(percent + 2) > 0x7F) {
            throw malformed("a percent escape is not hexadecimal");
        }
        return high * HEX + low;
    }

    private static OAuthException malformed(String description) {
        return new OAuthException(ErrorCode.INVALID_REQUEST, description);
    }
}
