package io.mxcp.domain.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Seals values so that they open only with a secret that is not stored <em>and</em> a key of this server.
 *
 * <p>The key is HKDF(KEK ‖ secret, salt = context): a copy of the database opens nothing, and neither does the database
 * together with the server's keys (RFC 9700 §4, threats T23 and T24). The newest KEK seals, and every sealed value names
 * its KEK, so that all listed ones open. Safe for use by many threads.
 */
public final class Sealer {
    private static final int KEY_ID_BYTES = 6;
    private static final int KEY_BYTES = 32;
    private static final byte[] NOTHING_MORE = new byte[0];
    private static final String INFO = "mxcp sealed value";

    private final KeyRing ring;
    private final SecretGenerator generator;

    /** A sealer with these keys. */
    public Sealer(KeyRing ring, SecretGenerator generator) {
        this.ring = ring;
        this.generator = generator;
    }

    /**
     * Seals a text.
     *
     * @param opener the secret that will open it
     * @param context where the value belongs; the same is needed to open it, so that values cannot change places
     */
    public Sealed seal(Secret opener, String context, byte[] plaintext) {
        KeyEncryptionKey kek = ring.newest();
        byte[] ciphertext = Aead.seal(
                        key(kek, opener, context), Aead.nonce(generator), plaintext, context.getBytes(UTF_8))
                .bytes();
        byte[] named = Arrays.copyOf(Base64.getUrlDecoder().decode(kek.id()), KEY_ID_BYTES + ciphertext.length);
        System.arraycopy(ciphertext, 0, named, KEY_ID_BYTES, ciphertext.length);
        return Sealed.ofBytes(named);
    }

    /** The text, or nothing where secret, context, server key or bytes do not belong together. */
    public Optional<byte[]> open(Secret opener, String context, Sealed sealed) {
        byte[] bytes = sealed.bytes();
        if (bytes.length < KEY_ID_BYTES) {
            return Optional.empty();
        }
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, KEY_ID_BYTES));
        Sealed ciphertext = Sealed.ofBytes(Arrays.copyOfRange(bytes, KEY_ID_BYTES, bytes.length));
        return ring.find(id).flatMap(kek -> Aead.open(key(kek, opener, context), ciphertext, context.getBytes(UTF_8)));
    }

    /** Wraps a data key for one more secret that may open it. */
    public Sealed wrap(DataKey dataKey, Secret opener, String context) {
        return seal(opener, context, dataKey.bytes());
    }

    /** The data key, if this secret may open it. */
    public Optional<DataKey> unwrap(Sealed wrapped, Secret opener, String context) {
        return open(opener, context, wrapped).map(DataKey::ofBytes);
    }

    /**
     * Seals a text to a grant's public half, so that only the holder of its private half opens it.
     *
     * <p>HPKE alone would take a text from anybody who can write into the database, with other people's roles in it. The outer seal,
     * under a key of this server, keeps those out.
     */
    public Sealed sealTo(SharingPublicKey recipient, String context, byte[] plaintext) {
        byte[] inner = Hpke.AES_256_GCM.seal(
                generator.bytes(X25519.KEY_BYTES), recipient.bytes(), context.getBytes(UTF_8), NOTHING_MORE, plaintext);
        return seal(recipient.text(), context, inner);
    }

    /** The text, or nothing where private half, context, server key or bytes do not belong together. */
    public Optional<byte[]> openWith(SharingKey key, String context, Sealed sealed) {
        return open(key.publicHalf().text(), context, sealed)
                .flatMap(inner -> Hpke.AES_256_GCM.open(key.bytes(), inner, context.getBytes(UTF_8), NOTHING_MORE));
    }

    private static byte[] key(KeyEncryptionKey kek, Secret opener, String context) {
        byte[] text = opener.utf8();
        byte[] both = Arrays.copyOf(kek.bytes(), KEY_BYTES + text.length);
        System.arraycopy(text, 0, both, KEY_BYTES, text.length);
        return Hkdf.derive(both, context.getBytes(UTF_8), INFO, KEY_BYTES);
    }
}
