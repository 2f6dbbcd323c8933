package io.mxcp.application.access;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import java.time.Duration;

/** A short wait for another process. */
final class Pause {
    private Pause() {}

    static void of(Duration time) throws ProviderException {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(Failure.UNREACHABLE, "the server is stopping");
        }
    }
}
