package io.mxcp.http.mcp;

import io.mxcp.application.endpoint.Cancellation;
import io.mxcp.application.endpoint.Requester;
import io.mxcp.http.CorrelationId;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.util.Optional;

/**
 * Runs what takes a while: when there is room, with an eye on whether the client is still there, and with an answer whatever happens.
 * Tools, resources and prompts share the room. Safe for use by many threads.
 */
final class LiveCalls {
    private static final Logger LOG = System.getLogger(LiveCalls.class.getName());

    private final CallSlots slots;
    private final Pulses pulses;
    private final CallsOfClients clients = new CallsOfClients();

    LiveCalls(McpSettings settings) {
        this.slots = new CallSlots(settings);
        this.pulses = new Pulses(settings.pulse());
    }

    /** What makes the body of an answer. */
    @FunctionalInterface
    interface Work {
        byte[] made(Cancellation cancellation) throws RpcException;
    }

    /**
     * Answers on this thread, or later on another.
     *
     * @param endpoint what is used, for the log
     * @throws RpcException if there is no room
     */
    void run(Exchange exchange, String endpoint, Work work) throws RpcException {
        LiveAnswer answer = new LiveAnswer(exchange.response());
        begin(exchange, answer);
        try {
            slots.run(exchange.requester().caller(), exchange.request(), () -> run(exchange, endpoint, work, answer));
        } catch (RpcException busy) {
            end(exchange, answer);
            throw busy;
        }
    }

    private void begin(Exchange exchange, LiveAnswer answer) {
        pulses.watch(answer);
        clients.begin(exchange.requester().caller(), exchange.id(), answer.cancellation());
    }

    private void end(Exchange exchange, LiveAnswer answer) {
        clients.end(exchange.requester().caller(), exchange.id(), answer.cancellation());
        pulses.forget(answer);
    }

    /** What nobody waits for an answer to: that a call is cancelled, or nothing that matters here. */
    void hear(Message notification, Requester requester) {
        clients.hear(notification, requester.caller());
    }

    /** Stops all that runs or waits; there will be nothing else. */
    void stop() {
        pulses.stop();
    }

    private static void answer(Exchange exchange, Work work, LiveAnswer answer) {
        try {
            answer.finish(HttpServletResponse.SC_OK, work.made(answer.cancellation()));
        } catch (RpcException refused) {
            answer.finish(refused.status(), Answers.error(Optional.of(exchange.id()), refused));
        }
    }

    private void run(Exchange exchange, String endpoint, Work work, LiveAnswer answer) {
        try {
            if (!answer.isGone()) {
                answer(exchange, work, answer);
            }
        } catch (RuntimeException fault) {
            // the container would answer with a page; and when the call had to wait, with nothing
            LOG.log(
                    Logger.Level.ERROR,
                    "request " + CorrelationId.of(exchange.request()) + ": the call of " + endpoint + " broke",
                    fault);
            RpcException internal = RpcException.internal();
            answer.finish(internal.status(), Answers.error(Optional.of(exchange.id()), internal));
        } finally {
            end(exchange, answer);
        }
    }
}
