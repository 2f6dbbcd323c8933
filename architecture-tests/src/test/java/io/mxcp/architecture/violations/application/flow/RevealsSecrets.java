package io.mxcp.architecture.violations.application.flow;

import io.mxcp.architecture.violations.domain.secret.Secret;
import java.util.Optional;

/** Reveals in the middle, by a call and by a reference. */
public final class RevealsSecrets {
    /** By a call. */
    public String call(Secret secret) {
        return secret.reveal();
    }

    /** By a reference. */
    public Optional<String> reference(Optional<Secret> secret) {
        return secret.map(Secret::reveal);
    }
}
