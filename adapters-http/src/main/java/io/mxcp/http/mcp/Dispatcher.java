package io.mxcp.http.mcp;

import com.google.gson.JsonPrimitive;
import io.mxcp.application.endpoint.Requester;
import io.mxcp.domain.query.RequestHeaders;
import io.mxcp.http.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
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
        JsonPrimitive id = message.id().orElseThrow();
        Optional<Method> method = Optional.ofNullable(methods.get(message.method()));
        if (method.isPresent()) {
            Requester complete = requester.by(headers(request));
            method.get().answer(new Exchange(complete, id, revision, message.params(), request, response));
        } else {
            Json.writeUnkept(response, HttpServletResponse.SC_OK, Answers.result(id, document(message, revision)));
        }
    }

    /** Those of the request, lines of one name joined (RFC 9110 §5.3); read only where SQL may ask for them. */
    private static RequestHeaders headers(HttpServletRequest request) {
        Map<String, String> values = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            values.put(name, String.join(", ", Collections.list(request.getHeaders(name))));
        }
        return RequestHeaders.of(values);
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
