package io.mxcp.http.mcp;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.mxcp.application.endpoint.EndpointException;
import io.mxcp.application.endpoint.GetPrompt;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.endpoint.Prompt;
import io.mxcp.http.RequestLog;
import io.mxcp.http.contract.Contract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code prompts/get}: reads the arguments, which are sent as text, checks them, and writes the messages. Safe for use by many threads.
 */
final class PromptGets implements Method {
    private final Map<String, Givable> prompts = new LinkedHashMap<>();
    private final GetPrompt getPrompt;
    private final LiveCalls calls;
    private final BadArguments badArguments;
    private final Answers answers;

    PromptGets(List<Prompt> prompts, GetPrompt getPrompt, LiveCalls calls, BadArguments badArguments, Answers answers) {
        prompts.forEach(prompt -> this.prompts.put(prompt.name(), new Givable(prompt, Contract.of(prompt))));
        this.getPrompt = getPrompt;
        this.calls = calls;
        this.badArguments = badArguments;
        this.answers = answers;
    }

    private record Givable(Prompt prompt, Contract contract) {}

    @Override
    public void answer(Exchange exchange) throws RpcException {
        Givable asked = Message.textOf(exchange.params(), "name")
                .map(prompts::get)
                .orElseThrow(
                        () -> RpcException.invalidParams("Unknown prompt; prompts/list names those that there are"));
        JsonObject given = Message.argumentsOf(exchange.params());
        asked.contract().readTexts(given);
        Optional<String> faults = asked.contract().faultsOf(given);
        if (faults.isPresent()) {
            badArguments.tell(
                    AuditEvent.PromptGiven::new, exchange, asked.prompt().name());
            throw RpcException.invalidParams(faults.get());
        }
        Map<String, Object> values = asked.contract().values(given);
        calls.run(exchange, asked.prompt().name(), cancellation -> made(exchange, asked.prompt(), values));
    }

    private byte[] made(Exchange exchange, Prompt prompt, Map<String, Object> values) throws RpcException {
        try {
            JsonArray messages = new JsonArray();
            getPrompt.get(prompt, values, exchange.requester()).forEach(message -> messages.add(json(message)));
            JsonObject result = new JsonObject();
            prompt.description().ifPresent(text -> result.addProperty("description", text));
            result.add("messages", messages);
            return answers.object(exchange.id(), exchange.revision(), result);
        } catch (EndpointException failure) {
            RequestLog.failed(exchange.request(), prompt.name(), failure.explanation());
            throw RpcException.of(failure);
        }
    }

    private static JsonObject json(GetPrompt.Message message) {
        JsonObject content = new JsonObject();
        content.addProperty("type", "text");
        content.addProperty("text", message.text());
        JsonObject json = new JsonObject();
        json.addProperty("role", message.role().name().toLowerCase(Locale.ROOT));
        json.add("content", content);
        return json;
    }
}
