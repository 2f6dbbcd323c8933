package io.mxcp.http.mcp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.mxcp.application.endpoint.CallTool;
import io.mxcp.application.endpoint.Cancellation;
import io.mxcp.application.endpoint.EndpointException;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.http.RequestLog;
import io.mxcp.http.contract.Contract;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code tools/call}: checks the arguments before anything is opened, runs the tool when there is room, and writes what it gives. What
 * goes wrong with a tool is told in its result, for the model to do better. Safe for use by many threads.
 */
final class ToolCalls implements Method {
    private final Map<String, Callable> tools = new LinkedHashMap<>();
    private final CallTool callTool;
    private final LiveCalls calls;
    private final BadArguments badArguments;
    private final Answers answers;

    ToolCalls(List<Tool> tools, CallTool callTool, LiveCalls calls, BadArguments badArguments, Answers answers) {
        tools.forEach(tool -> this.tools.put(tool.name(), new Callable(tool, Contract.of(tool))));
        this.callTool = callTool;
        this.calls = calls;
        this.badArguments = badArguments;
        this.answers = answers;
    }

    private record Callable(Tool tool, Contract contract) {}

    @Override
    public void answer(Exchange exchange) throws RpcException {
        Callable called = Message.textOf(exchange.params(), "name")
                .map(tools::get)
                .orElseThrow(() -> RpcException.invalidParams("Unknown tool; tools/list names those that there are"));
        JsonObject given = Message.argumentsOf(exchange.params());
        Optional<String> faults = called.contract().faultsOf(given);
        if (faults.isPresent()) {
            badArguments.tell(
                    AuditEvent.ToolCalled::new, exchange, called.tool().name());
            new LiveAnswer(exchange.response()).finish(HttpServletResponse.SC_OK, fault(exchange, faults.get()));
            return;
        }
        Map<String, Object> values = called.contract().values(given);
        calls.run(exchange, called.tool().name(), cancellation -> made(exchange, called, values, cancellation));
    }

    private byte[] made(Exchange exchange, Callable called, Map<String, Object> values, Cancellation cancellation) {
        try {
            JsonElement value =
                    callTool.call(called.tool(), values, exchange.requester(), cancellation, called.contract()::json);
            return answers.toolValue(exchange.id(), exchange.revision(), value);
        } catch (EndpointException failure) {
            RequestLog.failed(exchange.request(), called.tool().name(), failure.explanation());
            return fault(exchange, failure.explanation());
        }
    }

    private byte[] fault(Exchange exchange, String fault) {
        return answers.toolFault(exchange.id(), exchange.revision(), fault);
    }
}
