package io.mxcp.providers.egress;

import java.io.IOException;

/** An address that a provider named and that we do not connect to. */
public final class RefusedDestinationException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedDestinationException(String why) {
        super(why);
    }
}
