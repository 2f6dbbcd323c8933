package io.mxcp.duckdb;

import io.mxcp.domain.query.Anonymous;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.query.Caller;
import io.mxcp.domain.secret.Secret;
import java.util.Optional;

/**
 * What the four functions of SQL tell during one statement. Texts are empty for nobody.
 *
 * @param externalToken absent for nobody; for SQL written by a caller a handle
 */
record Identity(String username, String email, String provider, Optional<Secret> externalToken) {
    static Identity of(Caller caller) {
        if (caller instanceof AuthenticatedUser user) {
            return new Identity(
                    user.username(), user.email(), user.provider().value(), Optional.of(user.externalToken()));
        }
        return nobody((Anonymous) caller);
    }

    private static Identity nobody(Anonymous ignored) {
        return new Identity("", "", "", Optional.empty());
    }

    Identity withExternalToken(Secret token) {
        return new Identity(username, email, provider, Optional.of(token));
    }

    String externalTokenText() {
        return externalToken.map(Secret::reveal).orElse("");
    }
}
