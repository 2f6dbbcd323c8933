package io.mxcp.architecture.violations.application.flow;

import java.security.SecureRandom;
import java.util.UUID;

/** Chance of its own. */
public final class RollsDice {
    /** A guessable name. */
    public String name() {
        return UUID.randomUUID() + "-" + new SecureRandom().nextInt();
    }
}
