package io.mxcp.domain.error;

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

    /** A refusal. */
    public OAuthException(ErrorCode code, String description) {
        super(code.wireName() + ": " + description, null, false, false);
        this.code = code;
        this.description = description;
    }

    /** The registered code. */
    public ErrorCode code() {
        return code;
    }

    /** The sentence; printable ASCII without double quote and backslash (RFC 6749 §5.2). */
    public String description() {
        return description;
    }
}
