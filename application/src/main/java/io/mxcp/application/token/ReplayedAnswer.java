package io.mxcp.application.token;

import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Fields;
import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.secret.Sealer;
import io.mxcp.domain.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The answer that replaced a refresh token, kept so that only the holder of that token can have it again. */
record ReplayedAnswer(Secret accessToken, Instant accessEnd, Optional<Secret> refreshToken, Scopes scopes) {
    static ReplayedAnswer of(TokenIssuer.Issued pair) {
        return new ReplayedAnswer(
                pair.answer().accessToken(),
                pair.stored().access().expiresAt(),
                pair.answer().refreshToken(),
                pair.answer().scopes());
    }

    Sealed seal(Sealer sealer, Secret replaced, Grant grant) {
        byte[] plaintext = Fields.write()
                .putSecret(accessToken)
                .put(Long.toString(accessEnd.toEpochMilli()))
                .putSecret(refreshToken)
                .put(scopes.toString())
                .toBytes();
        return sealer.seal(replaced, context(grant), plaintext);
    }

    static Optional<ReplayedAnswer> open(Sealed sealed, Sealer sealer, Secret presented, Grant grant) {
        return sealer.open(presented, context(grant), sealed).map(plaintext -> {
            Fields fields = Fields.read(plaintext);
            return new ReplayedAnswer(
                    fields.takeSecret(),
                    Instant.ofEpochMilli(Long.parseLong(fields.take())),
                    fields.takeOptionalSecret(),
                    Scopes.parse(fields.take()));
        });
    }

    /** The same pair; its access token has what is left of its life. */
    TokenResponse at(Instant now) {
        Duration left = Duration.between(now, accessEnd);
        return new TokenResponse(accessToken, left.isNegative() ? Duration.ZERO : left, refreshToken, scopes);
    }

    private static String context(Grant grant) {
        return grant.sealingContext() + " replay";
    }
}
