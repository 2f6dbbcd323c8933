package io.mxcp.domain.secret;

import java.util.Base64;

/**
 * A 256-bit key of this server under which other keys are wrapped (KEK), and the identifier by which stored values name it.
 *
 * <p>The identifier is derived from the key, so that a key listed twice or moved to another place in the list keeps its
 * name. Prints the identifier only.
 */
public final class KeyEncryptionKey {
    private static final int LENGTH = 32;

    private final byte[] key;
    private final String id;

    private KeyEncryptionKey(byte[] key) {
        this.key = key;
        this.id =
                Base64.getUrlEncoder().withoutPadding().encodeToString(Hkdf.derive(key, new byte[0], "mxcp key id", 6));
    }

    /**
     * Reads a key from its text form: 32 bytes as base64url, with or without padding.
     *
     * @throws IllegalArgumentException if the text is anything else; the message does not quote it
     */
    public static KeyEncryptionKey parse(Secret text) {
        try {
            return ofBytes(Base64.getUrlDecoder().decode(text.reveal().strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a key: expected 32 bytes in base64url (43 characters)");
        }
    }

    /**
     * A key of these bytes.
     *
     * @throws IllegalArgumentException if there are not 32
     */
    public static KeyEncryptionKey ofBytes(byte[] key) {
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("not a key: expected 32 bytes, not " + key.length);
        }
        return new KeyEncryptionKey(key.clone());
    }

    /** A short public name, the same for the same key. */
    public String id() {
        return id;
    }

    byte[] bytes() {
        return key;
    }

    @Override
    public String toString() {
        return "KeyEncryptionKey[" + id + "]";
    }
}
