package io.mxcp.duckdb;

import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;

/**
 * What SQL written by a caller gets in place of the provider token: a text that is worth nothing anywhere else. Only our own
 * reading over HTTP, within the lease that the handle was made for, may put the token in its place again.
 */
final class TokenHandles {
    static final String PREFIX = "mxcp-token-handle:";

    private final SecretGenerator random;

    TokenHandles(SecretGenerator random) {
        this.random = random;
    }

    /** A new one, for one lease. */
    Secret create() {
        return Secret.of(PREFIX + random.secret().reveal());
    }
}
