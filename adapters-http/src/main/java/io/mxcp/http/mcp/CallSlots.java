package io.mxcp.http.mcp;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Lets so many calls run at once; the next ones wait in order and hold no thread while they do, so that a flood of slow SQL leaves
 * the container threads for everything else. Safe for use by many threads.
 */
final class CallSlots {
    private final int slots;
    private final int places;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int taken;

    CallSlots(int slots, int places) {
        this.slots = slots;
        this.places = places;
    }

    private record Waiting(AsyncContext context, Runnable call) {}

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
    void run(HttpServletRequest request, Runnable call) throws RpcException {
        switch (admit(request, call)) {
            case NOW -> runAndPassOn(call);
            case LATER -> {} // the thread goes home; whoever ends next takes the call up
            case REFUSED -> throw RpcException.busy();
        }
    }

    private synchronized Admission admit(HttpServletRequest request, Runnable call) {
        if (taken < slots) {
            taken++;
            return Admission.NOW;
        }
        if (waiting.size() >= places || !request.isAsyncSupported()) {
            return Admission.REFUSED;
        }
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        waiting.add(new Waiting(context, call));
        return Admission.LATER;
    }

    private void runAndPassOn(Runnable call) {
        try {
            call.run();
        } finally {
            next().ifPresent(this::takeUp);
        }
    }

    /** Who gets the slot that is free now. */
    private synchronized Optional<Waiting> next() {
        Optional<Waiting> next = Optional.ofNullable(waiting.poll());
        if (next.isEmpty()) {
            taken--;
        }
        return next;
    }

    private void takeUp(Waiting next) {
        next.context().start(() -> {
            try {
                runAndPassOn(next.call());
            } finally {
                next.context().complete();
            }
        });
    }
}
