package io.mxcp.http.mcp;

import io.mxcp.application.endpoint.Requester;
import io.mxcp.http.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** From a message to who answers it. Safe for use by many threads. */
final class Dispatcher {
    private final Documents documents;
    private final Lists lists;
    private final Map<String, Method> methods;
    private final LiveCalls calls;

    /** @param methods by name, those whose answer is made anew each time */
    Dispatcher(Documents documents, Lists lists, Map<String, Method> methods, LiveCalls calls) {
        this.documents = documents;
        this.lists = lists;
        this.methods = Map.copyOf(methods);
        this.calls = calls;
    }

    void dispatch(
            Message message,
            MirroredHeaders headers,
            Requester requester,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, RpcException {
        Revision revision = Revision.of(message, headers);
        if (message.isNotification()) {
            calls.hear(message, requester);
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
            return;
        }
        Exchange exchange =
                new Exchange(requester, message.id().orElseThrow(), revision, message.params(), request, response);
        Optional<Method> method = Optional.ofNullable(methods.get(message.method()));
        if (method.isPresent()) {
            method.get().answer(exchange);
        } else {
            Json.writeUnkept(
                    response, HttpServletResponse.SC_OK, Answers.result(exchange.id(), document(message, revision)));
        }
    }

    private String document(Message message, Revision revision) throws RpcException {
        Optional<String> list = lists.find(message.method(), revision);
        if (list.isPresent()) {
            refuseCursor(message);
            return list.get();
        }
        return revision == Revision.MODERN ? modern(message) : legacy(message);
    }

    private String modern(Message message) throws RpcException {
        if (message.method().equals("server/discover")) {
            return documents.discover();
        }
        throw RpcException.methodNotFound(Revision.MODERN);
    }

    private String legacy(Message message) throws RpcException {
        return switch (message.method()) {
            case "initialize" ->
                documents.initialized(Message.textOf(message.params(), "protocolVersion")
                        .orElseThrow(() -> RpcException.invalidParams("params.protocolVersion must be a text")));
            case "ping" -> "{}";
            default -> throw RpcException.methodNotFound(Revision.LEGACY);
        };
    }

    private static void refuseCursor(Message message) throws RpcException {
        if (!Message.member(message.params(), "cursor").isJsonNull()) {
            throw RpcException.invalidParams("Invalid cursor: the list has one page");
        }
    }
}
