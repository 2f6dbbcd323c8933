package io.mxcp.http.mcp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.mxcp.application.endpoint.EndpointException;
import io.mxcp.http.json.JsonValues;
import java.util.Map;
import java.util.Optional;

/** A message that is not served: a JSON-RPC error with its HTTP status. The text is ours and may be shown. */
final class RpcException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private final int status;
    private final int code;
    private final transient Optional<JsonObject> data;

    private RpcException(int status, int code, String message, Optional<JsonObject> data) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.data = data;
    }

    private RpcException(int status, int code, String message) {
        this(status, code, message, Optional.empty());
    }

    /** The body is no JSON. */
    static RpcException parseError(String message) {
        return new RpcException(BAD_REQUEST, -32700, "Parse error: " + message);
    }

    /** The body is no JSON-RPC message that a client may send. */
    static RpcException invalidRequest(String message) {
        return invalidRequest(BAD_REQUEST, message);
    }

    /** The same, where HTTP has a better status. */
    static RpcException invalidRequest(int status, String message) {
        return new RpcException(status, -32600, "Invalid request: " + message);
    }

    /** The message lacks what every message of its revision must have. */
    static RpcException malformedParams(String message) {
        return new RpcException(BAD_REQUEST, -32602, "Invalid params: " + message);
    }

    /** The message asks for what is not there. */
    static RpcException invalidParams(String message) {
        return new RpcException(OK, -32602, message);
    }

    /** No resource is at this address (2025-11-25, server/resources, "Error Handling"; 2026-07-28 has no code of its own for it). */
    static RpcException unknownResource(Revision revision, String uri) {
        JsonElement data = JsonValues.toJson(Map.of("uri", uri));
        return new RpcException(
                OK,
                revision == Revision.MODERN ? -32602 : -32002,
                "Unknown resource; resources/list and resources/templates/list name those that there are",
                Optional.of(data.getAsJsonObject()));
    }

    /** What was asked for is there and did not work; the message may be shown. */
    private static RpcException failed(String message) {
        return new RpcException(OK, -32603, message);
    }

    /** An endpoint that gave nothing. */
    static RpcException of(EndpointException failure) {
        return failure.fault() == EndpointException.Fault.ARGUMENT
                ? invalidParams(failure.explanation())
                : failed(failure.explanation());
    }

    /** No such method in this revision. */
    static RpcException methodNotFound(Revision revision) {
        return new RpcException(revision == Revision.MODERN ? NOT_FOUND : OK, -32601, "Method not found");
    }

    /** Headers and body tell different things (2026-07-28, basic/transports/streamable-http, "Server Validation"). */
    static RpcException headerMismatch(String message) {
        return new RpcException(BAD_REQUEST, -32020, "Header mismatch: " + message);
    }

    /** A revision that is not spoken here (2026-07-28, basic/versioning). */
    static RpcException unsupportedVersion(String requested) {
        JsonElement data = JsonValues.toJson(Map.of("supported", Protocol.VERSIONS, "requested", requested));
        return new RpcException(
                BAD_REQUEST, -32022, "Unsupported protocol version", Optional.of(data.getAsJsonObject()));
    }

    /** Too many calls at once; the same one may be served a little later. */
    static RpcException busy() {
        return new RpcException(UNAVAILABLE, -32603, "The server is busy; try again in a few seconds");
    }

    /** A fault of ours; what it is stands in the log. */
    static RpcException internal() {
        return new RpcException(SERVER_ERROR, -32603, "Internal error");
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }

    Optional<JsonObject> data() {
        return data;
    }

    /** Whether the client may come back with the same request. */
    boolean mayPass() {
        return status == UNAVAILABLE;
    }
}
