package io.mxcp.duckdb;

import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretGenerator;

/**
 * What SQL written by a caller gets in place of the provider token (T69): a text that is worth nothing anywhere. Only {@link WebReads}
 * of the same lease puts the token in its place again, in headers and towards the provider's own hosts.
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
