package io.mxcp.application.endpoint;

import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.error.StoreUnavailableException;
import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.query.Caller;
import io.mxcp.domain.query.QueryContext;
import io.mxcp.domain.query.QueryEngine;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.QueryResult;
import io.mxcp.domain.query.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a statement as a person, in a context of its own. When the provider refuses their provider token within it, it is run once more,
 * as a whole and in another context, with a renewed one: the first context was rolled back, so that nothing is written twice.
 */
final class Statements {
    private final QueryEngine engine;
    private final InstantSource clock;
    private final Duration limit;

    Statements(QueryEngine engine, InstantSource clock, Duration limit) {
        this.engine = engine;
        this.clock = clock;
        this.limit = limit;
    }

    /** A statement, and what it may do with which parameters. */
    record Statement(Sql sql, Map<String, Object> bound, AccessMode mode) {}

    QueryResult run(Statement statement, Requester requester, Cancellation cancellation) throws QueryException {
        Instant end = clock.instant().plus(limit);
        try {
            return once(statement, requester, requester.caller(), end, cancellation);
        } catch (QueryException refused) {
            if (refused.reason() != Reason.TOKEN_REFUSED || !(requester.caller() instanceof AuthenticatedUser user)) {
                throw refused;
            }
            return again(statement, requester, renewed(requester, user), end, cancellation);
        }
    }

    private QueryResult again(
            Statement statement, Requester requester, AuthenticatedUser renewed, Instant end, Cancellation cancellation)
            throws QueryException {
        try {
            return once(statement, requester, renewed, end, cancellation);
        } catch (QueryException refused) {
            if (refused.reason() != Reason.TOKEN_REFUSED) {
                throw refused;
            }
            throw refused(
                    "The identity provider refuses a renewed token as well: it may not allow this; or sign in again");
        }
    }

    private static AuthenticatedUser renewed(Requester requester, AuthenticatedUser refused) throws QueryException {
        try {
            Optional<AuthenticatedUser> renewed = requester.renewal().apply(refused);
            return renewed.orElseThrow(() ->
                    refused("The identity provider refuses your token there, and gives no other now: sign in again"));
        } catch (OAuthException ended) {
            throw refused("The identity provider refuses your token there: sign in again");
        } catch (StoreUnavailableException unavailable) {
            throw refused(
                    "The identity provider refuses your token there, and it cannot be renewed now: try again later");
        }
    }

    private QueryResult once(
            Statement statement, Requester requester, Caller caller, Instant end, Cancellation cancellation)
            throws QueryException {
        Duration left = Duration.between(clock.instant(), end);
        if (left.isNegative() || left.isZero()) {
            throw new QueryException(Reason.TIMED_OUT, "The call took longer than it may");
        }
        try (QueryContext context = engine.open(caller, requester.headers(), statement.mode(), left)) {
            cancellation.begin(context);
            return context.run(statement.sql(), statement.bound());
        } finally {
            cancellation.end();
        }
    }

    private static QueryException refused(String message) {
        return new QueryException(Reason.TOKEN_REFUSED, message);
    }
}
