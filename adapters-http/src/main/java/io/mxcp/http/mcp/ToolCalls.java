package io.mxcp.http.mcp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.mxcp.application.endpoint.CallTool;
import io.mxcp.application.endpoint.Cancellation;
import io.mxcp.application.endpoint.ToolResult;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditEvent.Outcome;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.domain.query.Caller;
import io.mxcp.http.json.JsonValues;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code tools/call}: checks the arguments before anything is opened, runs the tool when there is room, and writes what it gives.
 * Safe for use by many threads.
 */
final class ToolCalls {
    private static final Logger LOG = System.getLogger(ToolCalls.class.getName());

    private final Map<String, CallableTool> tools = new LinkedHashMap<>();
    private final CallTool callTool;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Answers answers;
    private final CallSlots slots;
    private final Pulses pulses;

    ToolCalls(
            List<Tool> tools,
            CallTool callTool,
            AuditLog audit,
            InstantSource clock,
            Answers answers,
            McpSettings settings) {
        tools.forEach(tool -> this.tools.put(tool.name(), new CallableTool(tool)));
        this.callTool = callTool;
        this.audit = audit;
        this.clock = clock;
        this.answers = answers;
        this.slots = new CallSlots(settings);
        this.pulses = new Pulses(settings.pulse());
    }

    /** One call: of whom, of what, how spoken. */
    private record Call(
            JsonPrimitive id, Revision revision, Caller caller, CallableTool tool, Map<String, Object> values) {}

    /**
     * Answers a call, on this thread or later on another.
     *
     * @throws RpcException if there is no such tool, or no room
     */
    void call(
            JsonPrimitive id,
            Revision revision,
            JsonObject params,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws RpcException {
        CallableTool tool = tool(params);
        JsonObject given = arguments(params);
        LiveAnswer answer = new LiveAnswer(response);
        Optional<String> faults = tool.faultsOf(given);
        if (faults.isPresent()) {
            tell(caller, tool.tool());
            answer.finish(HttpServletResponse.SC_OK, answers.toolFault(id, revision, faults.get()));
            return;
        }
        Call call = new Call(id, revision, caller, tool, tool.values(given));
        pulses.watch(answer);
        try {
            slots.run(caller, request, () -> run(call, answer));
        } catch (RpcException busy) {
            pulses.forget(answer);
            throw busy;
        }
    }

    /** Stops all calls that run or wait; there will be no others. */
    void stop() {
        pulses.stop();
    }

    private CallableTool tool(JsonObject params) throws RpcException {
        return Message.textOf(params, "name")
                .map(tools::get)
                .orElseThrow(() -> RpcException.invalidParams("Unknown tool; tools/list names those that there are"));
    }

    private static JsonObject arguments(JsonObject params) throws RpcException {
        JsonElement arguments = Message.member(params, "arguments");
        if (arguments.isJsonNull()) {
            return new JsonObject();
        }
        if (!arguments.isJsonObject()) {
            throw RpcException.invalidParams("params.arguments must be an object");
        }
        return arguments.getAsJsonObject();
    }

    private void run(Call call, LiveAnswer answer) {
        try {
            if (!answer.isGone()) {
                answer.finish(HttpServletResponse.SC_OK, made(call, answer.cancellation()));
            }
        } catch (RuntimeException fault) {
            // the container would answer with a page; and when the call had to wait, with nothing
            LOG.log(Logger.Level.ERROR, "the call of " + call.tool().tool().name() + " broke", fault);
            RpcException internal = RpcException.internal();
            answer.finish(internal.status(), Answers.error(Optional.of(call.id()), internal));
        } finally {
            pulses.forget(answer);
        }
    }

    private byte[] made(Call call, Cancellation cancellation) {
        ToolResult result = callTool.call(call.tool().tool(), call.values(), call.caller(), cancellation);
        if (result instanceof ToolResult.Failed failed) {
            return answers.toolFault(call.id(), call.revision(), failed.message());
        }
        JsonElement value = JsonValues.toJson(((ToolResult.Value) result).value());
        return call.tool()
                .faultsOfResult(value)
                .map(faults -> answers.toolFault(call.id(), call.revision(), faults))
                .orElseGet(() -> answers.toolValue(call.id(), call.revision(), value));
    }

    /** A call that ended before it began is one that an operator must see, too. */
    private void tell(Caller caller, Tool tool) {
        audit.record(new AuditEvent.ToolCalled(
                clock.instant(), caller, tool.name(), Outcome.FAILED, Duration.ZERO, Optional.of("argument")));
    }
}
