package io.mxcp.providers.egress;

import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** One request on its way through the guard. */
final class GuardedRequest extends LowLevelHttpRequest {
    private final EgressGuard guard;
    private final String method;
    private final URI target;
    private final Map<String, String> headers = new LinkedHashMap<>();

    GuardedRequest(EgressGuard guard, String method, URI target) {
        this.guard = guard;
        this.method = method;
        this.target = target;
    }

    @Override
    public void addHeader(String name, String value) {
        headers.put(name, value);
    }

    @Override
    public LowLevelHttpResponse execute() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (getStreamingContent() != null) {
            headers.put("Content-Type", getContentType());
            getStreamingContent().writeTo(body);
        }
        return guard.send(method, target, headers, body.toByteArray());
    }
}
