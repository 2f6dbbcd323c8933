package io.mxcp.http;

import io.mxcp.domain.secret.SecretGenerator;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names one request in the log, on the error page and in the answer's {@code X-Request-Id}, so that a report finds its log lines. It is
 * no secret: counted from a random start, so that those of several processes differ.
 */
public final class CorrelationId {
    /** The response header that tells it. */
    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = "io.mxcp.http.correlation-id";

    private static final AtomicLong NEXT = new AtomicLong(
            ByteBuffer.wrap(new SecretGenerator().bytes(Long.BYTES)).getLong());

    private CorrelationId() {}

    /** The name of this request: 16 hexadecimal digits of ours, since what a client sends could forge log lines. */
    public static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String fresh = HexFormat.of().toHexDigits(NEXT.getAndIncrement());
        request.setAttribute(ATTRIBUTE, fresh);
        return fresh;
    }
}
