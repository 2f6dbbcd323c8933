package io.mxcp.domain.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869), for outputs of up to one block: Java 17 has no such function of its own. */
final class Hkdf {
    private static final int BLOCK = 32;

    private Hkdf() {}

    /**
     * Derives a key of {@code length} bytes, at most 32, from input keying material of high entropy.
     *
     * @param salt may be empty (RFC 5869 §2.2: then 32 zero bytes)
     * @param info names the purpose, so that keys for different purposes differ
     */
    static byte[] derive(byte[] inputKey, byte[] salt, String info, int length) {
        return derive(inputKey, salt, info.getBytes(UTF_8), length);
    }

    static byte[] derive(byte[] inputKey, byte[] salt, byte[] info, int length) {
        return expand(extract(salt, inputKey), info, length);
    }

    /** RFC 5869 §2.2. */
    static byte[] extract(byte[] salt, byte[] inputKey) {
        return hmac(salt.length == 0 ? new byte[BLOCK] : salt, inputKey);
    }

    /** RFC 5869 §2.3, up to one block. */
    static byte[] expand(byte[] pseudoRandomKey, byte[] info, int length) {
        if (length > BLOCK) {
            throw new IllegalArgumentException("at most one block of 32 bytes");
        }
        byte[] firstBlock = Arrays.copyOf(info, info.length + 1);
        firstBlock[info.length] = 1;
        return Arrays.copyOf(hmac(pseudoRandomKey, firstBlock), length);
    }

    static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
