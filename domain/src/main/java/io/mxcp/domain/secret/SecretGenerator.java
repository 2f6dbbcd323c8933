package io.mxcp.domain.secret;

import java.security.SecureRandom;
import java.util.Base64;

/** The one source of randomness. Safe for use by many threads. */
public final class SecretGenerator {
    private static final int SECRET_BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    /** A new secret of 256 random bits: 43 characters of base64url. */
    public Secret secret() {
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(SECRET_BYTES)));
    }

    /** This many random bytes. */
    public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
