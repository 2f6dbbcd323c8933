package io.mxcp.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/** What a request says of its body. */
public final class MediaType {
    private MediaType() {}

    /**
     * The one {@code Content-Type} as it was sent, empty if there is none or more than one. Not the container's view of it: that looks
     * the charset up, and fails for one it does not know.
     */
    public static String of(HttpServletRequest request) {
        List<String> sent = Collections.list(request.getHeaders("Content-Type"));
        return sent.size() == 1 ? sent.get(0) : "";
    }
}
