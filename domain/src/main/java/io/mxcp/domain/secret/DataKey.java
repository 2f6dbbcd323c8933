package io.mxcp.domain.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/** A random 256-bit key of one grant; it seals what the provider gave, and is itself stored only wrapped. */
public final class DataKey {
    private static final int LENGTH = 32;

    private final byte[] key;

    private DataKey(byte[] key) {
        this.key = key;
    }

    /** A new key. */
    public static DataKey generate(SecretGenerator generator) {
        return new DataKey(generator.bytes(LENGTH));
    }

    static DataKey ofBytes(byte[] key) {
        return new DataKey(key.clone());
    }

    /** Seals a text; the same context is needed to open it. */
    public Sealed seal(byte[] plaintext, String context, SecretGenerator generator) {
        return Aead.seal(key, Aead.nonce(generator), plaintext, context.getBytes(UTF_8));
    }

    /** The text, or nothing where key, context and bytes do not belong together. */
    public Optional<byte[]> open(Sealed sealed, String context) {
        return Aead.open(key, sealed, context.getBytes(UTF_8));
    }

    byte[] bytes() {
        return key;
    }

    @Override
    public String toString() {
        return "DataKey[redacted]";
    }
}
