package io.mxcp.http.mcp;

import com.google.gson.JsonPrimitive;
import io.mxcp.domain.query.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** From a message to who answers it. Safe for use by many threads. */
final class Dispatcher {
    private final Documents documents;
    private final ToolCalls toolCalls;

    Dispatcher(Documents documents, ToolCalls toolCalls) {
        this.documents = documents;
        this.toolCalls = toolCalls;
    }

    void dispatch(
            Message message,
            MirroredHeaders headers,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, RpcException {
        Revision revision = Revision.of(message, headers);
        if (message.isNotification()) {
            // none has an effect here: there is no session to be ready, and a call is cancelled by dropping it
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
            return;
        }
        JsonPrimitive id = message.id().orElseThrow();
        if (message.method().equals("tools/call")) {
            toolCalls.call(id, revision, message.params(), caller, request, response);
        } else {
            String result = revision == Revision.MODERN ? modern(message) : legacy(message);
            JsonAnswer.write(response, HttpServletResponse.SC_OK, Answers.result(id, result));
        }
    }

    void stop() {
        toolCalls.stop();
    }

    private String modern(Message message) throws RpcException {
        return switch (message.method()) {
            case "server/discover" -> documents.discover();
            case "tools/list" -> tools(message, Revision.MODERN);
            default -> throw RpcException.methodNotFound(Revision.MODERN);
        };
    }

    private String legacy(Message message) throws RpcException {
        return switch (message.method()) {
            case "initialize" ->
                documents.initialized(Message.textOf(message.params(), "protocolVersion")
                        .orElseThrow(() -> RpcException.invalidParams("params.protocolVersion must be a text")));
            case "ping" -> "{}";
            case "tools/list" -> tools(message, Revision.LEGACY);
            default -> throw RpcException.methodNotFound(Revision.LEGACY);
        };
    }

    /** The list has one page. */
    private String tools(Message message, Revision revision) throws RpcException {
        if (!Message.member(message.params(), "cursor").isJsonNull()) {
            throw RpcException.invalidParams("Invalid cursor: the list has one page");
        }
        return documents.tools(revision);
    }
}
