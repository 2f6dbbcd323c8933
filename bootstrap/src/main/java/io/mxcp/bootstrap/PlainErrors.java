package io.mxcp.bootstrap;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is answered where no servlet of ours does: a small JSON object that names the status and nothing else. */
final class PlainErrors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String body =
                "{\"error\":\"" + code(status) + "\",\"error_description\":\"" + HttpStatus.getMessage(status) + "\"}";
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.write(true, StandardCharsets.UTF_8.encode(body), callback);
        return true;
    }

    private static String code(int status) {
        if (status == HttpStatus.NOT_FOUND_404) {
            return "not_found";
        }
        return HttpStatus.isServerError(status) ? "server_error" : "invalid_request";
    }
}
