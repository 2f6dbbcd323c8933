package io.mxcp.domain.secret;

import java.util.Arrays;
import java.util.HexFormat;

/** The public half of a grant's {@link SharingKey}: whoever has it can seal to the grant, and open nothing. No secret. */
public final class SharingPublicKey {
    private final byte[] bytes;

    private SharingPublicKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * One of these bytes.
     *
     * @throws IllegalArgumentException if there are not 32
     */
    public static SharingPublicKey ofBytes(byte[] bytes) {
        if (bytes.length != X25519.KEY_BYTES) {
            throw new IllegalArgumentException("a public key has 32 bytes, not " + bytes.length);
        }
        return new SharingPublicKey(bytes.clone());
    }

    /** The 32 bytes, a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The same as a text, to name it in an outer seal. */
    Secret text() {
        return Secret.of(toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SharingPublicKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
