package io.mxcp.http;

import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;

/** The body of a request, never read beyond what is allowed. */
public final class RequestBody {
    private static final int MAX_BYTES = 64 * 1024;

    private RequestBody() {}

    /**
     * Reads that of a request to an OAuth endpoint in full.
     *
     * @param mediaType what the request must declare it to be, in UTF-8 if it names a charset
     * @throws OAuthException with this code if it is of another type, or larger than 64 KiB
     */
    public static byte[] read(HttpServletRequest request, String mediaType, ErrorCode otherwise) {
        if (!MediaType.is(request, mediaType)) {
            throw new OAuthException(otherwise, "the body must be sent as " + mediaType + " in UTF-8");
        }
        return readOrRefuse(request, otherwise)
                .orElseThrow(() -> new OAuthException(otherwise, "the body has more than " + MAX_BYTES + " bytes"));
    }

    private static Optional<byte[]> readOrRefuse(HttpServletRequest request, ErrorCode otherwise) {
        try {
            return read(request, MAX_BYTES);
        } catch (IOException | RuntimeException cutOff) {
            // a body that ends early or is badly chunked is the sender's fault, whatever the container throws for it
            throw new OAuthException(otherwise, "the body could not be read to its end");
        }
    }

    /** All of it, or nothing if it has more than so many bytes. */
    public static Optional<byte[]> read(HttpServletRequest request, int most) throws IOException {
        // the declared length first: what will be refused need not be read
        if (request.getContentLengthLong() > most) {
            return Optional.empty();
        }
        return Optional.of(request.getInputStream().readNBytes(most + 1)).filter(body -> body.length <= most);
    }
}
