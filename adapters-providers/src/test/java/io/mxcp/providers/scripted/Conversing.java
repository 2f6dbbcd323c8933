package io.mxcp.providers.scripted;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.provider.UserProfile;
import org.junit.jupiter.api.AfterEach;

/** Tests that each have a conversation of their own with a provider. */
public abstract class Conversing {
    private final Conversation conversation;

    /** Each test has this one; it ends with the test. */
    protected Conversing(Conversation conversation) {
        this.conversation = conversation;
    }

    /** Ends. */
    @AfterEach
    public final void stop() {
        conversation.close();
    }

    /** The one of this test. */
    protected final Conversation conversation() {
        return conversation;
    }

    /** The tokens of a person who signs in. */
    protected final ProviderTokens signIn() throws ProviderException {
        return conversation.signIn();
    }

    /** The profile of a person who signs in. */
    protected final UserProfile profile() throws ProviderException {
        return conversation.profile();
    }

    /** A gateway by the settings of now. */
    protected final ProviderGateway gateway() {
        return conversation.gateway();
    }
}
