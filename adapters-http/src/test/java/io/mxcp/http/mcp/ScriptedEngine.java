package io.mxcp.http.mcp;

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
import io.mxcp.domain.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An engine whose statements are words: {@code who} tells the caller, {@code echo} the parameters, {@code sleep} waits until it is
 * cancelled or its time is over, {@code provider} shows the provider token to a provider, {@code headers} and {@code tenant} tell
 * header fields, {@code nap} until all are woken, {@code break} has a bug; others give the rows that were agreed. Safe for use by many threads.
 */
final class ScriptedEngine implements QueryEngine {
    final Queue<Map<String, Object>> seen = new ConcurrentLinkedQueue<>();
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger mostRunning = new AtomicInteger();
    final AtomicInteger cancelled = new AtomicInteger();
    final Set<String> refusedTokens = ConcurrentHashMap.newKeySet();
    final AtomicInteger open = new AtomicInteger();
    private final CountDownLatch woken = new CountDownLatch(1);
    private final Map<String, QueryResult> rows = new ConcurrentHashMap<>();

    /** From now on this statement gives these rows. */
    void give(String statement, QueryResult result) {
        rows.put(statement, result);
    }

    /** Ends all naps. */
    void wake() {
        woken.countDown();
    }

    @Override
    public QueryContext open(Caller caller, RequestHeaders headers, AccessMode mode, Duration limit) {
        open.incrementAndGet();
        return new Context(caller, headers, limit);
    }

    private final class Context implements QueryContext {
        private final Caller caller;
        private final RequestHeaders headers;
        private final Duration limit;
        private final CountDownLatch stop = new CountDownLatch(1);

        Context(Caller caller, RequestHeaders headers, Duration limit) {
            this.caller = caller;
            this.headers = headers;
            this.limit = limit;
        }

        @Override
        public QueryResult run(Sql sql, Map<String, Object> parameters) throws QueryException {
            seen.add(parameters);
            mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                return switch (sql.text()) {
                    case "who" -> new QueryResult(List.of("username"), List.of(List.of(username())));
                    case "echo" ->
                        new QueryResult(List.copyOf(parameters.keySet()), List.of(List.copyOf(parameters.values())));
                    case "headers" -> new QueryResult(List.of("headers"), List.of(List.of(headers.toString())));
                    case "tenant" ->
                        new QueryResult(
                                List.of("t"),
                                List.of(List.of(headers.find("x-tenant").orElse(""))));
                    case "provider" -> provider();
                    case "sleep" -> sleep();
                    case "nap" -> nap();
                    case "break" -> throw new IllegalStateException("a bug");
                    default -> given(sql.text());
                };
            } finally {
                running.decrementAndGet();
            }
        }

        private QueryResult given(String statement) throws QueryException {
            if (!rows.containsKey(statement)) {
                throw new QueryException(Reason.FAILED, "there is no such table");
            }
            return rows.get(statement);
        }

        private QueryResult provider() throws QueryException {
            String token = caller instanceof AuthenticatedUser user
                    ? user.externalToken().map(Secret::reveal).orElse("")
                    : "";
            if (refusedTokens.contains(token)) {
                throw new QueryException(Reason.TOKEN_REFUSED, "the provider answered 401");
            }
            return new QueryResult(List.of("token"), List.of(List.of(token)));
        }

        private String username() {
            return caller instanceof AuthenticatedUser user ? user.username() : "";
        }

        private QueryResult sleep() throws QueryException {
            try {
                if (stop.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    cancelled.incrementAndGet();
                    throw new QueryException(Reason.CANCELLED, "the query was cancelled");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new QueryException(Reason.TIMED_OUT, "the query took too long");
        }

        private QueryResult nap() {
            try {
                woken.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new QueryResult(List.of("n"), List.of());
        }

        @Override
        public void cancel() {
            stop.countDown();
        }

        @Override
        public void rollBack() {
            // nothing is written here
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
