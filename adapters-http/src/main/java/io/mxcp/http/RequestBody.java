package io.mxcp.http;

import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;

/** The body of a request to an OAuth endpoint: of the expected type, and small. */
public final class RequestBody {
    private static final int MAX_BYTES = 64 * 1024;

    private RequestBody() {}

    /**
     * Reads it in full.
     *
     * @param mediaType what the request must declare it to be, in UTF-8 if it names a charset
     * @throws OAuthException with this code if it is of another type, or larger than 64 KiB
     */
    public static byte[] read(HttpServletRequest request, String mediaType, ErrorCode otherwise) {
        if (!isOfType(MediaType.of(request), mediaType)) {
            throw new OAuthException(otherwise, "the body must be sent as " + mediaType + " in UTF-8");
        }
        // the declared length first: what will be refused need not be read
        if (request.getContentLengthLong() > MAX_BYTES) {
            throw tooLarge(otherwise);
        }
        byte[] body = readUpToLimit(request, otherwise);
        if (body.length > MAX_BYTES) {
            throw tooLarge(otherwise);
        }
        return body;
    }

    private static byte[] readUpToLimit(HttpServletRequest request, ErrorCode otherwise) {
        try {
            return request.getInputStream().readNBytes(MAX_BYTES + 1);
        } catch (IOException | RuntimeException cutOff) {
            // a body that ends early or is badly chunked is the sender's fault, whatever the container throws for it
            throw new OAuthException(otherwise, "the body could not be read to its end");
        }
    }

    private static OAuthException tooLarge(ErrorCode otherwise) {
        return new OAuthException(otherwise, "the body has more than " + MAX_BYTES + " bytes");
    }

    private static boolean isOfType(String contentType, String mediaType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        if (!parts[0].strip().equals(mediaType)) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return true;
    }
}
