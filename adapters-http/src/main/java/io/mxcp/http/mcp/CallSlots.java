package io.mxcp.http.mcp;

import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.query.Caller;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Lets so many calls run at once, and of each person only some (T66); the next ones wait in order and hold no thread while they do, so
 * that a flood of slow SQL leaves the container threads, and the engine, for everybody else. Safe for use by many threads.
 */
final class CallSlots {
    private static final int SHARES = 4;

    private final int slots;
    private final int slotsOfOne;
    private final int places;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Map<Object, Integer> running = new HashMap<>();
    private int taken;

    CallSlots(McpSettings settings) {
        this.slots = settings.concurrentCalls();
        this.slotsOfOne = settings.callsOfOnePerson();
        this.places = settings.waitingCalls();
    }

    private record Waiting(Object person, AsyncContext context, Runnable call) {}

    private enum Admission {
        NOW,
        LATER,
        REFUSED
    }

    /**
     * Runs the call on this thread, or later on another.
     *
     * @param call ends by itself and throws nothing
     * @throws RpcException if too many wait already
     */
    void run(Caller caller, HttpServletRequest request, Runnable call) throws RpcException {
        Object person = person(caller);
        switch (admit(person, request, call)) {
            case NOW -> runAndPassOn(person, call);
            case LATER -> {} // the thread goes home; whoever ends next takes the call up
            case REFUSED -> throw RpcException.busy();
        }
    }

    /** Where nobody signs in, nobody can be told from another: each call counts as somebody else's. */
    private static Object person(Caller caller) {
        return caller instanceof AuthenticatedUser user ? user.profile().owner() : new Object();
    }

    private synchronized Admission admit(Object person, HttpServletRequest request, Runnable call) {
        if (isFree(person)) {
            take(person);
            return Admission.NOW;
        }
        if (waiting.size() >= places || hasItsShare(person) || !request.isAsyncSupported()) {
            return Admission.REFUSED;
        }
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        waiting.add(new Waiting(person, context, call));
        return Admission.LATER;
    }

    /** One person's agent that asks for hundreds of things at once leaves others a place to wait. */
    private boolean hasItsShare(Object person) {
        return waiting.stream().filter(other -> other.person().equals(person)).count() >= Math.max(1, places / SHARES);
    }

    private boolean isFree(Object person) {
        return taken < slots && running.getOrDefault(person, 0) < slotsOfOne;
    }

    private void take(Object person) {
        taken++;
        running.merge(person, 1, Integer::sum);
    }

    private void runAndPassOn(Object person, Runnable call) {
        try {
            call.run();
        } finally {
            passOn(person);
        }
    }

    /** Gives the slot back, and to whoever has waited longest of those who may run now. */
    private void passOn(Object person) {
        next(person).ifPresent(this::takeUp);
    }

    private synchronized Optional<Waiting> next(Object person) {
        taken--;
        running.computeIfPresent(person, (same, count) -> count > 1 ? count - 1 : null);
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Waiting next = all.next();
            if (isFree(next.person())) {
                all.remove();
                take(next.person());
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    private void takeUp(Waiting next) {
        try {
            next.context().start(() -> {
                try {
                    runAndPassOn(next.person(), next.call());
                } finally {
                    next.context().complete();
                }
            });
        } catch (RuntimeException stopping) { // no thread for it: the container ends
            next.context().complete();
            passOn(next.person());
        }
    }
}
