package io.mxcp.application.registration;

import io.mxcp.domain.secret.SecretGenerator;
import java.util.HexFormat;

/** A random public name: 128 bits, so that it cannot collide and says nothing. */
final class HexId {
    private static final int BYTES = 16;

    private HexId() {}

    static String of(SecretGenerator generator) {
        return HexFormat.of().formatHex(generator.bytes(BYTES));
    }
}
