package io.mxcp.domain.grant;

import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.secret.Sealed;
import io.mxcp.domain.secret.SecretGenerator;
import java.util.Optional;

/**
 * The provider's tokens and profile of one grant, sealed under the grant's data key.
 *
 * @param version counts the replacements; it is part of what the seal covers, so that content and version belong together
 */
public record SealedSession(long version, Sealed content) {
    /** The first version for a new grant. */
    public static SealedSession first(ProviderSession session, Grant grant, DataKey key, SecretGenerator generator) {
        return seal(1, session, grant, key, generator);
    }

    /** The version that follows this one. */
    public SealedSession next(ProviderSession session, Grant grant, DataKey key, SecretGenerator generator) {
        return seal(version + 1, session, grant, key, generator);
    }

    /** Opens it; nothing if the key is not the grant's, the content was altered, or a newer version of the program wrote it. */
    public Optional<ProviderSession> open(Grant grant, DataKey key) {
        return key.open(content, context(version, grant)).flatMap(ProviderSession::ofBytes);
    }

    private static SealedSession seal(
            long version, ProviderSession session, Grant grant, DataKey key, SecretGenerator generator) {
        return new SealedSession(version, key.seal(session.toBytes(), context(version, grant), generator));
    }

    private static String context(long version, Grant grant) {
        return grant.sealingContext() + " session " + version;
    }
}
