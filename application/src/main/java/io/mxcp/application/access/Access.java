package io.mxcp.application.access;

import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.token.AccessToken;
import java.time.Duration;
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

    /** With a newer session, which is left alone for half its life: a token that lives a minute is not renewed at each request. */
    Access with(ProviderSessions.Usable newer, Persons persons, Instant now) {
        Instant halfWay = newer.session().tokens().expiry() instanceof Expiry.At at
                        && at.time().isAfter(now)
                ? now.plus(Duration.between(now, at.time()).dividedBy(2))
                : Instant.MIN;
        return new Access(
                token,
                grant,
                dataKey,
                newer.sealed(),
                newer.session(),
                persons.of(token, grant, newer.session()),
                lookedUpAt,
                halfWay);
    }

    /** Whether its session replaced that of the other. */
    boolean isLaterThan(Access other) {
        return sealed.version() > other.sealed.version();
    }

    /** What to keep of this and what is known already: the later session; of the same one, what leaves the provider alone for longer. */
    Access over(Access known) {
        if (known.isLaterThan(this)) {
            return known;
        }
        return isLaterThan(known) || !renewNotBefore.isBefore(known.renewNotBefore)
                ? this
                : renewedNotBefore(known.renewNotBefore);
    }

    Access renewedNotBefore(Instant time) {
        return new Access(token, grant, dataKey, sealed, session, user, lookedUpAt, time);
    }
}
