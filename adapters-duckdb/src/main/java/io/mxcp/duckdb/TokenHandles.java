package io.mxcp.duckdb;

import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;

/**
 * What SQL written by a caller gets in place of the provider token (T69): a text that is worth nothing anywhere. Nothing puts the
 * token in its place again; a function that reads over HTTP for the same lease could, for the provider's own hosts.
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
