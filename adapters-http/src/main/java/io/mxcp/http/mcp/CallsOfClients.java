package io.mxcp.http.mcp;

import com.google.gson.JsonPrimitive;
import io.mxcp.application.endpoint.Cancellation;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.query.Caller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of people that run or wait, by the request that began each, so that {@code notifications/cancelled} stops one (MCP
 * 2025-11-25, Cancellation): a client of that revision does so without dropping the connection.
 *
 * <p>There are no sessions that tell requests of one id apart, but only a person's own calls, by the same grant, can be meant; where
 * processes that share a token have two of one id under way, neither is stopped. Who is not signed in cannot stop anything. Safe for
 * use by many threads.
 */
final class CallsOfClients {
    private static final String CANCELLED = "notifications/cancelled";

    private final Map<Asked, List<Cancellation>> calls = new HashMap<>();

    private record Asked(GrantId grant, JsonPrimitive id) {}

    synchronized void begin(Caller caller, JsonPrimitive id, Cancellation call) {
        if (caller instanceof AuthenticatedUser user) {
            calls.computeIfAbsent(new Asked(user.grant(), id), first -> new ArrayList<>(1))
                    .add(call);
        }
    }

    synchronized void end(Caller caller, JsonPrimitive id, Cancellation call) {
        if (caller instanceof AuthenticatedUser user) {
            calls.computeIfPresent(new Asked(user.grant(), id), (asked, same) -> {
                same.remove(call);
                return same.isEmpty() ? null : same;
            });
        }
    }

    /** Stops the call that the notification is about, if there is exactly one. */
    void hear(Message notification, Caller caller) {
        if (caller instanceof AuthenticatedUser user
                && notification.method().equals(CANCELLED)
                && Message.member(notification.params(), "requestId") instanceof JsonPrimitive id) {
            only(new Asked(user.grant(), id)).ifPresent(Cancellation::cancel);
        }
    }

    private synchronized Optional<Cancellation> only(Asked asked) {
        List<Cancellation> same = calls.getOrDefault(asked, List.of());
        return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
    }
}
