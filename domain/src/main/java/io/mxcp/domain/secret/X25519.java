package io.mxcp.domain.secret;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.security.spec.XECPrivateKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/** Diffie-Hellman on Curve25519 (RFC 7748 §5 and §6.1); a private key is any 32 random bytes. */
final class X25519 {
    static final int KEY_BYTES = 32;

    /** What stands before the 32 bytes of a public key in its X.509 form (RFC 8410 §4). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b656e032100");

    private static final byte[] BASE_POINT = Arrays.copyOf(new byte[] {9}, KEY_BYTES);

    private X25519() {}

    /** The public half of a private key. */
    static byte[] publicOf(byte[] privateKey) {
        return agree(privateKey, BASE_POINT).orElseThrow();
    }

    /** What the holders of both keys have in common; nothing where the public one is of small order, which a stranger may send. */
    static Optional<byte[]> agree(byte[] privateKey, byte[] publicKey) {
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(privateKey(privateKey));
            agreement.doPhase(publicKey(publicKey), true);
            return Optional.of(agreement.generateSecret());
        } catch (InvalidKeyException smallOrder) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has X25519", e);
        }
    }

    private static PrivateKey privateKey(byte[] key) throws GeneralSecurityException {
        return KeyFactory.getInstance("X25519").generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, key));
    }

    private static PublicKey publicKey(byte[] key) throws GeneralSecurityException {
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_BYTES);
        System.arraycopy(key, 0, encoded, X509_PREFIX.length, KEY_BYTES);
        return KeyFactory.getInstance("X25519").generatePublic(new X509EncodedKeySpec(encoded));
    }
}
