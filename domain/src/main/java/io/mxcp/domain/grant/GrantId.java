package io.mxcp.domain.grant;

import io.mxcp.domain.secret.SecretGenerator;
import java.util.Arrays;
import java.util.HexFormat;

/** The name of a grant: 128 random bits, no secret. */
public record GrantId(String hex) {
    private static final int LENGTH = 16;

    /**
     * Checks the syntax.
     *
     * @throws IllegalArgumentException if it is not 16 bytes in lower-case hexadecimal
     */
    public GrantId {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != LENGTH || !HexFormat.of().formatHex(bytes).equals(hex)) {
            throw new IllegalArgumentException("not a grant id");
        }
    }

    /** A new one. */
    public static GrantId generate(SecretGenerator generator) {
        return ofBytes(generator.bytes(LENGTH));
    }

    /**
     * One of these bytes.
     *
     * @throws IllegalArgumentException if there are not 16
     */
    public static GrantId ofBytes(byte[] bytes) {
        return new GrantId(HexFormat.of().formatHex(Arrays.copyOf(bytes, bytes.length)));
    }

    /** The 16 bytes. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
