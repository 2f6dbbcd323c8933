package io.mxcp.providers.oauth2;

import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.scope.Scopes;

/**
 * How a provider's token answers read where they differ from RFC 6749 §5.1.
 *
 * @param scopeSeparator what stands between two scopes, besides the space
 * @param unsaidExpiry when an access token ends whose answer has no {@code expires_in}
 */
public record TokenDialect(char scopeSeparator, Expiry unsaidExpiry) {
    /** As the standard says. */
    public static final TokenDialect STANDARD = new TokenDialect(' ', new Expiry.Unknown());

    Scopes scopes(String text) {
        return Scopes.parse(text.replace(scopeSeparator, ' '));
    }
}
