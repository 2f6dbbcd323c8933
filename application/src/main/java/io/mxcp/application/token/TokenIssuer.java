package io.mxcp.application.token;

import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.GrantType;
import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.provider.Expiry;
import io.mxcp.domain.provider.ProviderTokens;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.secret.Sealer;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.secret.SecretMint;
import io.mxcp.domain.token.AccessToken;
import io.mxcp.domain.token.Lifetimes;
import io.mxcp.domain.token.RefreshToken;
import io.mxcp.domain.token.TokenKind;
import io.mxcp.domain.token.TokenPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Makes token pairs: what goes to the client and what is stored of it, the grant's data key wrapped for both tokens. */
final class TokenIssuer {
    private final SecretMint mint;
    private final Sealer sealer;
    private final Lifetimes lifetimes;

    TokenIssuer(SecretMint mint, Sealer sealer, Lifetimes lifetimes) {
        this.mint = mint;
        this.sealer = sealer;
        this.lifetimes = lifetimes;
    }

    /** A pair for the client and for the store. */
    record Issued(TokenPair stored, TokenResponse answer) {}

    Issued issue(
            Client client, Grant grant, Scopes scopes, DataKey dataKey, ProviderTokens providerTokens, Instant now) {
        Secret access = mint.mint(TokenKind.ACCESS_TOKEN.prefix());
        Instant accessEnd = earlier(now.plus(accessLifetime(providerTokens, now)), grant.endsAt());
        AccessToken stored = new AccessToken(
                SecretHash.of(access), scopes, accessEnd, sealer.wrap(dataKey, access, grant.sealingContext()));
        Optional<Secret> refresh = client.mayUse(GrantType.REFRESH_TOKEN)
                ? Optional.of(
                        mint.mint(TokenKind.REFRESH_TOKEN.prefix(), grant.id().bytes()))
                : Optional.empty();
        return new Issued(
                new TokenPair(stored, refresh.map(token -> refreshToken(token, grant, dataKey, now))),
                new TokenResponse(access, Duration.between(now, accessEnd), refresh, scopes));
    }

    private RefreshToken refreshToken(Secret token, Grant grant, DataKey dataKey, Instant now) {
        return new RefreshToken(
                SecretHash.of(token),
                earlier(now.plus(lifetimes.refreshToken()), grant.endsAt()),
                sealer.wrap(dataKey, token, grant.sealingContext()));
    }

    /** Ours, unless the provider's token ends before and nothing can renew it. */
    private Duration accessLifetime(ProviderTokens providerTokens, Instant now) {
        if (providerTokens.refreshToken().isEmpty()
                && providerTokens.expiry() instanceof Expiry.At at
                && at.time().isAfter(now)) {
            Duration left = Duration.between(now, at.time());
            return left.compareTo(lifetimes.accessToken()) < 0 ? left : lifetimes.accessToken();
        }
        return lifetimes.accessToken();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
