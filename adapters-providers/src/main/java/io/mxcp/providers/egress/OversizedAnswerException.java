package io.mxcp.providers.egress;

import java.io.IOException;

/** An answer that is larger than we read. */
public final class OversizedAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    /** It is beyond its bound. */
    public OversizedAnswerException() {
        super("the answer is too large");
    }
}
