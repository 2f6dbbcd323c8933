package io.mxcp.domain.error;

import java.util.Optional;

/**
 * A refusal, with a registered code and a sentence that tells the client's developer what to fix.
 *
 * <p>The description is our own fixed text: it holds no credential, no user data and nothing that a provider answered.
 * It carries no stack trace of interest, since a refusal is an ordinary outcome.
 */
public final class OAuthException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String description;
    private final String scope;

    /** A refusal. */
    public OAuthException(ErrorCode code, String description) {
        this(code, description, "");
    }

    /**
     * A refusal that more scopes would have prevented (RFC 6750 §3.1).
     *
     * @param scope all that a client should ask for next time, separated by spaces
     */
    public OAuthException(ErrorCode code, String description, String scope) {
        super(code.wireName() + ": " + description, null, false, false);
        this.code = code;
        this.description = description;
        this.scope = scope;
    }

    /** The registered code. */
    public ErrorCode code() {
        return code;
    }

    /** The sentence; printable ASCII without double quote and backslash (RFC 6749 §5.2). */
    public String description() {
        return description;
    }

    /** What to ask for next time; nothing if scopes are not the matter. */
    public Optional<String> scope() {
        return Optional.of(scope).filter(text -> !text.isEmpty());
    }
}
