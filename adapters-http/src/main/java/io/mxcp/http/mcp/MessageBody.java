package io.mxcp.http.mcp;

import io.mxcp.http.MediaType;
import io.mxcp.http.RequestBody;
import io.mxcp.http.json.JsonLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The form of a request before its content: what it is, what it wants back, how large it is. */
final class MessageBody {
    private static final int NOT_ACCEPTABLE = 406;
    private static final int TOO_LARGE = 413;
    private static final int MAX_DISCARDED = 64 * 1024;
    private static final int UNSUPPORTED_TYPE = 415;

    private MessageBody() {}

    /** Takes in a small body of somebody whose only way to learn where to sign in is the answer. */
    static void discard(HttpServletRequest request) throws IOException {
        RequestBody.discard(request, MAX_DISCARDED);
    }

    /** Reads a body of JSON in UTF-8. */
    static byte[] read(HttpServletRequest request) throws IOException, RpcException {
        if (!MediaType.is(request, "application/json")) {
            discard(request);
            throw RpcException.invalidRequest(UNSUPPORTED_TYPE, "the body must be sent as application/json in UTF-8");
        }
        if (!takesJson(Collections.list(request.getHeaders("Accept")))) {
            discard(request);
            throw RpcException.invalidRequest(
                    NOT_ACCEPTABLE, "the Accept header must name application/json and text/event-stream");
        }
        int most = JsonLimits.MCP.maxBytes();
        return RequestBody.read(request, most)
                .orElseThrow(() -> RpcException.invalidRequest(TOO_LARGE, "the body has more than " + most + " bytes"));
    }

    /** Answers are always JSON: a client that takes it but forgot to name event streams is served all the same. */
    private static boolean takesJson(List<String> accepts) {
        return accepts.isEmpty()
                || accepts.stream()
                        .flatMap(line -> List.of(line.toLowerCase(Locale.ROOT).split(",", -1)).stream())
                        .anyMatch(MessageBody::isJsonRange);
    }

    private static boolean isJsonRange(String range) {
        String[] parts = range.split(";", -1);
        String type = parts[0].strip();
        boolean json = type.equals("application/json") || type.equals("*/*") || type.equals("application/*");
        for (int i = 1; i < parts.length; i++) {
            json &= !parts[i].strip().matches("q=0(\\.0{0,3})?");
        }
        return json;
    }
}
