package io.mxcp.application.access;

import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.token.AccessToken;
import java.time.Instant;

/**
 * A bearer token that was looked up and opened: all that the next request with it needs.
 *
 * @param sealed the stored form that the session was opened from
 * @param lookedUpAt when the store was asked
 * @param renewNotBefore until then the provider is left alone, since it just failed
 */
record Access(
        AccessToken token,
        Grant grant,
        DataKey dataKey,
        SealedSession sealed,
        ProviderSession session,
        AuthenticatedUser user,
        Instant lookedUpAt,
        Instant renewNotBefore) {

    Access renewedNotBefore(Instant time) {
        return new Access(token, grant, dataKey, sealed, session, user, lookedUpAt, time);
    }
}
