package io.mxcp.domain.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Optional;

/**
 * Hybrid public key encryption (RFC 9180), base mode, one message for each key: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-GCM.
 * The form is {@code enc ‖ ciphertext}, as other implementations write it without a prefix of theirs.
 */
final class Hpke {
    /** The one in use; another length of key is for the RFC's own examples. */
    static final Hpke AES_256_GCM = new Hpke(2, 32);

    private static final byte[] VERSION = "HPKE-v1".getBytes(US_ASCII);
    private static final byte[] KEM = {'K', 'E', 'M', 0x00, 0x20};
    private static final byte[] NOTHING = new byte[0];
    private static final byte BASE_MODE = 0;
    private static final int SECRET_BYTES = 32;
    private static final int NONCE_BYTES = 12;

    private final byte[] suite;
    private final int keyBytes;

    /** With this AEAD (RFC 9180 §7.3) and the length of its keys. */
    Hpke(int aead, int keyBytes) {
        this.suite = new byte[] {'H', 'P', 'K', 'E', 0x00, 0x20, 0x00, 0x01, 0x00, (byte) aead};
        this.keyBytes = keyBytes;
    }

    /** What one message is encrypted with (RFC 9180 §5.1). */
    static final class Schedule {
        private final byte[] key;
        private final byte[] nonce;

        private Schedule(byte[] key, byte[] nonce) {
            this.key = key;
            this.nonce = nonce;
        }

        byte[] key() {
            return key;
        }

        byte[] nonce() {
            return nonce;
        }
    }

    /**
     * Encrypts to a public key (RFC 9180 §6.1).
     *
     * @param ephemeral a private key made for this message only
     * @throws IllegalArgumentException if the public key is not one
     */
    byte[] seal(byte[] ephemeral, byte[] recipient, byte[] info, byte[] associatedData, byte[] plaintext) {
        byte[] enc = X25519.publicOf(ephemeral);
        byte[] agreed = X25519.agree(ephemeral, recipient)
                .orElseThrow(() -> new IllegalArgumentException("not a public key: a point of small order"));
        Schedule schedule = schedule(sharedSecret(agreed, enc, recipient), info);
        return joined(enc, Aead.encrypt(schedule.key(), schedule.nonce(), plaintext, associatedData));
    }

    /** The plaintext, or nothing where key, info, associated data and bytes do not belong together. */
    Optional<byte[]> open(byte[] privateKey, byte[] sealed, byte[] info, byte[] associatedData) {
        if (sealed.length < X25519.KEY_BYTES) {
            return Optional.empty();
        }
        byte[] enc = Arrays.copyOf(sealed, X25519.KEY_BYTES);
        byte[] ciphertext = Arrays.copyOfRange(sealed, X25519.KEY_BYTES, sealed.length);
        return X25519.agree(privateKey, enc)
                .map(agreed -> schedule(sharedSecret(agreed, enc, X25519.publicOf(privateKey)), info))
                .flatMap(schedule -> Aead.decrypt(schedule.key(), schedule.nonce(), ciphertext, associatedData));
    }

    /** RFC 9180 §4.1, ExtractAndExpand. */
    static byte[] sharedSecret(byte[] agreed, byte[] enc, byte[] recipient) {
        byte[] pseudoRandomKey = extract(KEM, NOTHING, "eae_prk", agreed);
        return expand(KEM, pseudoRandomKey, "shared_secret", joined(enc, recipient), SECRET_BYTES);
    }

    /** RFC 9180 §5.1, KeySchedule without a pre-shared key. */
    Schedule schedule(byte[] sharedSecret, byte[] info) {
        byte[] context = joined(
                new byte[] {BASE_MODE},
                extract(suite, NOTHING, "psk_id_hash", NOTHING),
                extract(suite, NOTHING, "info_hash", info));
        byte[] secret = extract(suite, sharedSecret, "secret", NOTHING);
        return new Schedule(
                expand(suite, secret, "key", context, keyBytes),
                expand(suite, secret, "base_nonce", context, NONCE_BYTES));
    }

    private static byte[] extract(byte[] suite, byte[] salt, String label, byte[] inputKey) {
        return Hkdf.extract(salt, joined(VERSION, suite, label.getBytes(US_ASCII), inputKey));
    }

    private static byte[] expand(byte[] suite, byte[] key, String label, byte[] info, int length) {
        byte[] twoBytes = {(byte) (length >>> 8), (byte) length};
        return Hkdf.expand(key, joined(twoBytes, VERSION, suite, label.getBytes(US_ASCII), info), length);
    }

    private static byte[] joined(byte[]... parts) {
        byte[] whole =
                new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int position = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, position, part.length);
            position += part.length;
        }
        return whole;
    }
}
