package io.mxcp.application.authorize;

import io.mxcp.domain.fixture.Secrets;
import io.mxcp.domain.secret.KeyEncryptionKey;
import io.mxcp.domain.secret.KeyRing;

/** A key ring that has lost the key of before. */
final class AnotherKey {
    private AnotherKey() {}

    static KeyRing ring() {
        return KeyRing.of(KeyEncryptionKey.ofBytes(Secrets.generator().bytes(32)));
    }
}
