package io.mxcp.domain.secret;

import java.util.Arrays;

/** An authenticated ciphertext (AES-256-GCM, RFC 5116): opens only with its key and its associated data. */
public final class Sealed {
    private final byte[] bytes;

    private Sealed(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A ciphertext as it was stored. */
    public static Sealed ofBytes(byte[] bytes) {
        return new Sealed(bytes.clone());
    }

    /** The bytes to store, a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sealed that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Sealed[" + bytes.length + " bytes]";
    }
}
