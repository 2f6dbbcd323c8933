package io.mxcp.providers.wire;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderException.Policy;

/** A step of the conversation with a provider, as messages name it. */
public enum Step {
    /** The person comes back. */
    CALLBACK("callback"),
    /** A code is redeemed. */
    EXCHANGE("code exchange"),
    /** Tokens are refreshed. */
    REFRESH("token refresh"),
    /** The profile is read. */
    PROFILE("user info"),
    /** A grant is ended. */
    REVOCATION("revocation"),
    /** The provider's metadata is read. */
    DISCOVERY("discovery"),
    /** The provider's signing keys are read. */
    KEYS("signing keys"),
    /** An ID token is checked. */
    ID_TOKEN("ID token"),
    /** A signed access token is checked. */
    ACCESS_TOKEN("access token");

    private final String label;

    Step(String label) {
        this.label = label;
    }

    /**
     * The failure of this step.
     *
     * @param what a fixed text of ours; nothing that the provider sent
     */
    public ProviderException failed(Failure failure, String what) {
        return new ProviderException(failure, label + ": " + what);
    }

    /**
     * The refusal of a person by a rule.
     *
     * @param what a fixed text of ours that names the setting behind the rule; nothing that the provider sent
     */
    public ProviderException refused(Policy policy, String what) {
        return new ProviderException(policy, label + ": " + what);
    }
}
