package io.mxcp.architecture.violations.domain.secret;

/** Stands for the secret. */
public final class Secret {
    /** Its text. */
    public String reveal() {
        return "text";
    }
}
