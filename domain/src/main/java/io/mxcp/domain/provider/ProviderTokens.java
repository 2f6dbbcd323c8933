package io.mxcp.domain.provider;

import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the provider gave for one person. Never leaves this server, save through {@code get_user_external_token()}.
 *
 * @param accessToken the token that SQL may use
 * @param expiry when the access token ends
 * @param refreshToken what gets the next one; absent where the provider gives none
 * @param refreshExpiry when the refresh token ends
 * @param scopes what the provider granted; what we asked for where it does not say
 * @param scopesReported whether the provider said so
 * @param facts what the token answer tells besides, by names of ours ({@code salesforce.instance_url}); no secrets
 */
public record ProviderTokens(
        Secret accessToken,
        Expiry expiry,
        Optional<Secret> refreshToken,
        Expiry refreshExpiry,
        Scopes scopes,
        boolean scopesReported,
        Map<String, String> facts) {
    /** Copies the facts. */
    public ProviderTokens {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** Whether the access token has ended by now, as far as anybody told. */
    public boolean isOver(Instant now) {
        return expiry.isDue(now, Duration.ZERO);
    }
}
