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

    /** What is made of the rows. */
    @FunctionalInterface
    interface Reading<T> {
        /**
         * Makes it.
         *
         * @throws EndpointException if they cannot be used: then nothing that was written is kept
         */
        T of(QueryResult rows) throws EndpointException;
    }

    <T> T run(Statement statement, Reading<T> reading, Requester requester, Cancellation cancellation)
            throws QueryException, EndpointException {
        Run<T> run = new Run<>(statement, reading, requester, clock.instant().plus(limit), cancellation);
        try {
            return once(run, requester.caller());
        } catch (QueryException refused) {
            if (refused.reason() != Reason.TOKEN_REFUSED || !(requester.caller() instanceof AuthenticatedUser user)) {
                throw refused;
            }
            return again(run, renewed(requester, user));
        }
    }

    private record Run<T>(
            Statement statement, Reading<T> reading, Requester requester, Instant end, Cancellation cancellation) {}

    private <T> T again(Run<T> run, AuthenticatedUser renewed) throws QueryException, EndpointException {
        try {
            return once(run, renewed);
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
            return renewed.orElseThrow(
                    () -> refused("The identity provider refuses your token there, and gives no other now:"
                            + " try again in a minute, and sign in again if that does not help"));
        } catch (OAuthException ended) {
            throw refused("The identity provider refuses your token there: sign in again");
        } catch (StoreUnavailableException unavailable) {
            throw refused(
                    "The identity provider refuses your token there, and it cannot be renewed now: try again later");
        }
    }

    private <T> T once(Run<T> run, Caller caller) throws QueryException, EndpointException {
        Duration left = Duration.between(clock.instant(), run.end());
        if (left.isNegative() || left.isZero()) {
            throw new QueryException(Reason.TIMED_OUT, "The call took longer than it may");
        }
        Statement statement = run.statement();
        try (QueryContext context = engine.open(caller, run.requester().headers(), statement.mode(), left)) {
            run.cancellation().begin(context);
            return read(context, context.run(statement.sql(), statement.bound()), run.reading());
        } finally {
            run.cancellation().end();
        }
    }

    private static <T> T read(QueryContext context, QueryResult rows, Reading<T> reading) throws EndpointException {
        try {
            return reading.of(rows);
        } catch (EndpointException | RuntimeException unusable) {
            context.rollBack(); // whoever is told of a failure must be able to try again
            throw unusable;
        }
    }

    private static QueryException refused(String message) {
        return new QueryException(Reason.TOKEN_REFUSED, message);
    }
}
