package io.mxcp.domain.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Makes the opaque credentials that this server issues, and recognises its own.
 *
 * <p>A credential is {@code prefix ‖ base64url(name ‖ 256 random bits ‖ 128-bit HMAC)}. The prefix lets a leak be found by
 * search; the keyed checksum refuses garbage before any store is asked (T35) and vouches for the name, so that a stranger
 * cannot make up a token that names somebody's grant. Safe for use by many threads.
 */
public final class SecretMint {
    private static final int RANDOM_BYTES = 32;
    private static final int CHECKSUM_BYTES = 16;

    private final SecretGenerator generator;
    private final List<byte[]> checksumKeys;

    /** A mint whose checksums are made with the newest key and recognised with all. */
    public SecretMint(KeyRing ring, SecretGenerator generator) {
        this.generator = generator;
        this.checksumKeys = ring.keys().stream()
                .map(kek -> Hkdf.derive(kek.bytes(), new byte[0], "mxcp credential checksum", 32))
                .toList();
    }

    /** A new credential that names nothing. */
    public Secret mint(String prefix) {
        return mint(prefix, new byte[0]);
    }

    /** A new credential that carries a public name, such as that of a grant. */
    public Secret mint(String prefix, byte[] name) {
        byte[] payload = Arrays.copyOf(name, name.length + RANDOM_BYTES);
        System.arraycopy(generator.bytes(RANDOM_BYTES), 0, payload, name.length, RANDOM_BYTES);
        byte[] checksum = checksum(checksumKeys.get(0), prefix, payload);
        byte[] whole = Arrays.copyOf(payload, payload.length + CHECKSUM_BYTES);
        System.arraycopy(checksum, 0, whole, payload.length, CHECKSUM_BYTES);
        return Secret.of(encode(prefix, whole));
    }

    private static String encode(String prefix, byte[] whole) {
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /**
     * The name that an own credential of this prefix carries (empty bytes where it carries none), or nothing where this
     * server did not make it.
     */
    public Optional<byte[]> recognise(String prefix, Secret presented) {
        return decode(prefix, presented).filter(whole -> isOurs(prefix, whole)).map(SecretMint::name);
    }

    private static Optional<byte[]> decode(String prefix, Secret presented) {
        String text = presented.reveal();
        if (!text.startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            byte[] whole = Base64.getUrlDecoder().decode(text.substring(prefix.length()));
            return whole.length >= RANDOM_BYTES + CHECKSUM_BYTES && text.equals(encode(prefix, whole))
                    ? Optional.of(whole)
                    : Optional.empty(); // another spelling of the same bytes is another text, which nobody was given
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private boolean isOurs(String prefix, byte[] whole) {
        byte[] payload = Arrays.copyOf(whole, whole.length - CHECKSUM_BYTES);
        byte[] claimed = Arrays.copyOfRange(whole, payload.length, whole.length);
        return checksumKeys.stream().anyMatch(key -> MessageDigest.isEqual(claimed, checksum(key, prefix, payload)));
    }

    private static byte[] name(byte[] whole) {
        return Arrays.copyOf(whole, whole.length - RANDOM_BYTES - CHECKSUM_BYTES);
    }

    private static byte[] checksum(byte[] key, String prefix, byte[] payload) {
        byte[] label = prefix.getBytes(UTF_8);
        byte[] message = Arrays.copyOf(label, label.length + payload.length);
        System.arraycopy(payload, 0, message, label.length, payload.length);
        return Arrays.copyOf(Hkdf.hmac(key, message), CHECKSUM_BYTES);
    }
}
