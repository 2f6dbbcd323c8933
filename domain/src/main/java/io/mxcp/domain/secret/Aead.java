package io.mxcp.domain.secret;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with a random 96-bit nonce in front of the ciphertext (NIST SP 800-38D §8.2.2). */
final class Aead {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private Aead() {}

    static Sealed seal(byte[] key, byte[] nonce, byte[] plaintext, byte[] associatedData) {
        byte[] ciphertext = encrypt(key, nonce, plaintext, associatedData);
        byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + ciphertext.length);
        System.arraycopy(ciphertext, 0, sealed, NONCE_BYTES, ciphertext.length);
        return Sealed.ofBytes(sealed);
    }

    /** The plaintext, or nothing where key, associated data or ciphertext do not belong together. */
    static Optional<byte[]> open(byte[] key, Sealed sealed, byte[] associatedData) {
        byte[] bytes = sealed.bytes();
        if (bytes.length < NONCE_BYTES) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        byte[] ciphertext = Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length);
        return decrypt(key, nonce, ciphertext, associatedData);
    }

    /** The ciphertext alone, under a nonce that its key sees once. */
    static byte[] encrypt(byte[] key, byte[] nonce, byte[] plaintext, byte[] associatedData) {
        return run(Cipher.ENCRYPT_MODE, key, nonce, plaintext, associatedData)
                .orElseThrow(() -> new IllegalStateException("encryption does not fail"));
    }

    static Optional<byte[]> decrypt(byte[] key, byte[] nonce, byte[] ciphertext, byte[] associatedData) {
        return ciphertext.length < TAG_BITS / 8
                ? Optional.empty()
                : run(Cipher.DECRYPT_MODE, key, nonce, ciphertext, associatedData);
    }

    static byte[] nonce(SecretGenerator generator) {
        return generator.bytes(NONCE_BYTES);
    }

    private static Optional<byte[]> run(int mode, byte[] key, byte[] nonce, byte[] input, byte[] associatedData) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(associatedData);
            return Optional.of(cipher.doFinal(input));
        } catch (AEADBadTagException wrongKeyOrAltered) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/GCM", e);
        }
    }
}
