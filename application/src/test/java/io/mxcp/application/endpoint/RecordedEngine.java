package io.mxcp.application.endpoint;

import io.mxcp.domain.query.AccessMode;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.query.Caller;
import io.mxcp.domain.query.QueryContext;
import io.mxcp.domain.query.QueryEngine;
import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.QueryException.Reason;
import io.mxcp.domain.query.QueryResult;
import io.mxcp.domain.query.RequestHeaders;
import io.mxcp.domain.query.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An engine that gives agreed rows, and refuses the provider tokens that the provider refuses. For one thread. */
final class RecordedEngine implements QueryEngine {
    /** A context that was opened, and how it ended. */
    static final class Opened {
        final Caller caller;
        final RequestHeaders headers;
        final AccessMode mode;
        final Duration limit;
        final List<Sql> ran = new ArrayList<>();
        final List<Map<String, Object>> parameters = new ArrayList<>();
        boolean failed;
        boolean rolledBack;
        boolean cancelled;
        boolean closed;

        Opened(Caller caller, RequestHeaders headers, AccessMode mode, Duration limit) {
            this.caller = caller;
            this.headers = headers;
            this.mode = mode;
            this.limit = limit;
        }
    }

    final List<Opened> opened = new ArrayList<>();
    final Set<String> refusedTokens = new HashSet<>();
    private QueryResult rows = new QueryResult(List.of("n"), List.of(List.of(1L)));
    private Runnable whileRunning = () -> {};

    /** From now on every statement gives these rows. */
    void gives(List<String> columns, List<List<Object>> values) {
        rows = new QueryResult(columns, values);
    }

    /** From now on this happens within every statement. */
    void whileRunning(Runnable event) {
        whileRunning = event;
    }

    @Override
    public QueryContext open(Caller caller, RequestHeaders headers, AccessMode mode, Duration limit) {
        Opened context = new Opened(caller, headers, mode, limit);
        opened.add(context);
        return new Context(context);
    }

    private final class Context implements QueryContext {
        private final Opened opened;

        Context(Opened opened) {
            this.opened = opened;
        }

        @Override
        public QueryResult run(Sql sql, Map<String, Object> parameters) throws QueryException {
            opened.ran.add(sql);
            opened.parameters.add(parameters);
            whileRunning.run();
            if (opened.cancelled) {
                throw failure(Reason.CANCELLED, "cancelled");
            }
            if (opened.caller instanceof AuthenticatedUser user
                    && refusedTokens.contains(user.externalToken().orElseThrow().reveal())) {
                throw failure(Reason.TOKEN_REFUSED, "https://api.example answered 401");
            }
            return rows;
        }

        private QueryException failure(Reason reason, String message) {
            opened.failed = true;
            return new QueryException(reason, message);
        }

        @Override
        public void cancel() {
            opened.cancelled = true;
        }

        @Override
        public void rollBack() {
            opened.rolledBack = !opened.closed;
        }

        @Override
        public void close() {
            opened.closed = true;
        }
    }
}
