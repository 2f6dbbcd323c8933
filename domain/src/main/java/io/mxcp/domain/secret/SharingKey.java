package io.mxcp.domain.secret;

import java.util.Optional;

/**
 * The private half of a grant's X25519 key pair, by which it opens what other grants of the same person hand to it. Stored only
 * sealed under the grant's data key. Prints nothing.
 */
public final class SharingKey {
    private final byte[] key;

    private SharingKey(byte[] key) {
        this.key = key;
    }

    /** A new one. */
    public static SharingKey generate(SecretGenerator generator) {
        return new SharingKey(generator.bytes(X25519.KEY_BYTES));
    }

    /** Its public half. */
    public SharingPublicKey publicHalf() {
        return SharingPublicKey.ofBytes(X25519.publicOf(key));
    }

    /** Itself, sealed under the grant's data key. */
    public Sealed sealed(DataKey dataKey, String context, SecretGenerator generator) {
        return dataKey.seal(key, context, generator);
    }

    /** Opens a sealed one; nothing where data key, context and bytes do not belong together. */
    public static Optional<SharingKey> open(Sealed sealed, DataKey dataKey, String context) {
        return dataKey.open(sealed, context).map(SharingKey::new);
    }

    byte[] bytes() {
        return key;
    }

    @Override
    public String toString() {
        return "SharingKey[redacted]";
    }
}
