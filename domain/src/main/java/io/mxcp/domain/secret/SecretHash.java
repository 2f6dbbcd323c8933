package io.mxcp.domain.secret;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 of a secret: what is stored in its place.
 *
 * <p>Only for secrets of high entropy (256 bit and more here), which need no slow password hash. Compares in constant
 * time. Immutable, safe for use by many threads.
 */
public final class SecretHash {
    private static final int LENGTH = 32;

    private final byte[] digest;

    private SecretHash(byte[] digest) {
        this.digest = digest;
    }

    /** The hash of this secret's UTF-8 text. */
    public static SecretHash of(Secret secret) {
        return new SecretHash(sha256().digest(secret.utf8()));
    }

    /**
     * A hash as it was stored.
     *
     * @throws IllegalArgumentException if it has not 32 bytes
     */
    public static SecretHash ofBytes(byte[] digest) {
        if (digest.length != LENGTH) {
            throw new IllegalArgumentException("a SHA-256 hash has 32 bytes, not " + digest.length);
        }
        return new SecretHash(digest.clone());
    }

    /** The 32 bytes, a copy. */
    public byte[] bytes() {
        return digest.clone();
    }

    /** Whether this is the hash of the presented secret. */
    public boolean matches(Secret presented) {
        return equals(of(presented));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretHash that && MessageDigest.isEqual(digest, that.digest);
    }

    /** The first four bytes, which are as evenly spread as any. */
    @Override
    public int hashCode() {
        return digest[0] << 24 | (digest[1] & 0xff) << 16 | (digest[2] & 0xff) << 8 | (digest[3] & 0xff);
    }

    @Override
    public String toString() {
        return "SecretHash[redacted]";
    }
}
