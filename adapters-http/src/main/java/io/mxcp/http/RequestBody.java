package io.mxcp.http;

import io.mxcp.domain.error.ErrorCode;
import io.mxcp.domain.error.OAuthException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The body of a request, never kept beyond what is allowed. */
public final class RequestBody {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_DISCARDED = 2 * 1024 * 1024;

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

    /**
     * All of it, or nothing if it has more than so many bytes. What is too large is read to its end if that is near; a client that
     * sends it slowly is waited for, which the container must limit.
     */
    public static Optional<byte[]> read(HttpServletRequest request, int most) throws IOException {
        // the declared length first: what will be refused need not be kept
        if (request.getContentLengthLong() > most) {
            discard(request, MAX_DISCARDED);
            return Optional.empty();
        }
        InputStream body = request.getInputStream();
        byte[] read = body.readNBytes(most + 1);
        if (read.length > most) {
            discard(body, MAX_DISCARDED);
            return Optional.empty();
        }
        return Optional.of(read);
    }

    /**
     * Takes in a body that will not be looked at, if it is declared to have no more than so many bytes and is being sent: a container
     * does not wait for one that is still arriving, but closes the connection, which resets it, and the client then may never see the
     * answer.
     */
    public static void discard(HttpServletRequest request, int most) throws IOException {
        long length = request.getContentLengthLong();
        if (length > 0 && length <= most && request.getHeader("Expect") == null) {
            discard(request.getInputStream(), most);
        }
    }

    private static void discard(InputStream body, int most) throws IOException {
        byte[] chunk = new byte[8 * 1024];
        int read = 0;
        for (int left = most; left > 0 && read >= 0; left -= read) {
            read = body.read(chunk);
        }
    }
}
