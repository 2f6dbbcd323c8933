package io.mxcp.application.registration;

import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import java.text.Normalizer;

/**
 * What a client calls itself, made fit to be shown (T19): compatibility forms folded (NFKC), nothing that is invisible or turns the
 * direction of text, at most 64 characters. It stays a claim: pages show it beside the verified facts.
 */
final class ClientName {
    private static final String UNNAMED = "Unnamed client";
    private static final int MAX_LENGTH = 64;

    private ClientName() {}

    static String of(String claimed) {
        String name = Normalizer.normalize(claimed, Normalizer.Form.NFKC).strip();
        if (name.codePoints().anyMatch(ClientName::isInvisible)) {
            throw new OAuthException(
                    ErrorCode.INVALID_CLIENT_METADATA,
                    "client_name must have no control, zero-width or direction characters");
        }
        return name.isEmpty() ? UNNAMED : shorten(name);
    }

    private static boolean isInvisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.PRIVATE_USE;
    }

    private static String shorten(String name) {
        int[] codePoints = name.codePoints().limit(MAX_LENGTH).toArray();
        return new String(codePoints, 0, codePoints.length);
    }
}
