package io.mxcp.application.access;

import static io.mxcp.domain.error.ErrorCode.INSUFFICIENT_SCOPE;
import static io.mxcp.domain.error.ErrorCode.INVALID_TOKEN;

import io.mxcp.application.registration.Clients;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.error.StoreUnavailableException;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.provider.ClaimMappings;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.scope.ScopePolicy;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.secret.Sealer;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.secret.SecretMint;
import io.mxcp.domain.token.LiveAccessToken;
import io.mxcp.domain.token.TokenKind;
import io.mxcp.domain.token.TokenRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Tells who a bearer token stands for (RFC 6750 §2.1, OAuth 2.1 §5.2): genuine, live, made for this resource, with the scopes that are
 * required. Safe for use by many threads; a token seen lately costs one hash and one map look-up.
 */
public final class Authenticate {
    private static final Duration LEAVE_PROVIDER_ALONE = Duration.ofSeconds(30);

    private final TokenRepository tokens;
    private final Clients clients;
    private final ScopePolicy scopes;
    private final Sealer sealer;
    private final SecretMint mint;
    private final ProviderSessions sessions;
    private final Persons persons;
    private final AccessCache cache;
    private final InstantSource clock;

    /** A flow over these parts. */
    public Authenticate(
            TokenRepository tokens,
            Clients clients,
            ScopePolicy scopes,
            Sealer sealer,
            SecretMint mint,
            ProviderSessions sessions,
            ClaimMappings mappings,
            AccessCache cache,
            InstantSource clock) {
        this.tokens = tokens;
        this.clients = clients;
        this.scopes = scopes;
        this.sealer = sealer;
        this.mint = mint;
        this.sessions = sessions;
        this.persons = sessions.persons(mappings);
        this.cache = cache;
        this.clock = clock;
    }

    /**
     * The person a token stands for.
     *
     * @throws OAuthException {@code invalid_token} or {@code insufficient_scope} (RFC 6750 §3.1)
     */
    public AuthenticatedUser authenticate(Secret token, Issuer self) {
        return access(token, SecretHash.of(token), self).user();
    }

    /**
     * The same person with another provider token, since the provider refused the one they came with: renewed once, or the one that
     * somebody else has got meanwhile. Nothing if there is none to be had now.
     *
     * @throws OAuthException as {@link #authenticate}, also if the provider ended the sign-in
     */
    public Optional<AuthenticatedUser> renew(Secret token, Issuer self, AuthenticatedUser refused) {
        SecretHash hash = SecretHash.of(token);
        // looked at once: what is compared with the refused token must be what is renewed, or a renewal by another
        // caller is taken for it
        Access access = access(token, hash, self);
        if (!access.user().externalToken().equals(refused.externalToken())) {
            return Optional.of(access.user());
        }
        try {
            return sessions.renewed(access.grant(), access.dataKey(), access.sealed())
                    .map(newer -> remember(hash, access.with(newer, persons, clock.instant()))
                            .user());
        } catch (ProviderException failure) {
            if (failure.failure() == Failure.GRANT_REFUSED) {
                throw signInAgain();
            }
            return Optional.empty();
        } catch (StoreUnavailableException unavailable) {
            return Optional.empty();
        }
    }

    /** What a challenge tells a client to ask for. */
    public Scopes scopesToAskFor() {
        return scopes.challenge();
    }

    private Access access(Secret token, SecretHash hash, Issuer self) {
        Instant now = clock.instant();
        Access access = cache.find(hash, now).orElseGet(() -> look(token, hash, now));
        requireLive(access, now, hash);
        requireOurs(access, self);
        requireScopes(access.user().scopes());
        return withFreshTokens(access, hash, now);
    }

    private Access look(Secret token, SecretHash hash, Instant now) {
        long epoch = cache.epoch();
        LiveAccessToken live = mint.recognise(TokenKind.ACCESS_TOKEN.prefix(), token)
                .flatMap(genuine -> tokens.findAccessToken(hash, now))
                // what an operator takes out of the configuration ends with that, and not an hour later
                .filter(found -> clients.find(found.grant().client()).isPresent())
                .orElseThrow(Authenticate::unknown);
        DataKey dataKey = sealer.unwrap(
                        live.token().dataKey(), token, live.grant().sealingContext())
                .orElseThrow(Authenticate::unknown);
        ProviderSessions.Usable usable = usable(live, dataKey);
        Access access = new Access(
                live.token(),
                live.grant(),
                dataKey,
                usable.sealed(),
                usable.session(),
                persons.of(live.token(), live.grant(), usable.session()),
                now,
                Instant.MIN);
        tokens.markSeen(live.grant().id(), hash);
        cache.put(hash, access, epoch);
        return access;
    }

    private ProviderSessions.Usable usable(LiveAccessToken live, DataKey dataKey) {
        ProviderSession session = live.session().open(live.grant(), dataKey).orElseThrow(Authenticate::unknown);
        try {
            return sessions.adopted(live.grant(), dataKey, new ProviderSessions.Usable(live.session(), session));
        } catch (ProviderException endedMeanwhile) {
            throw unknown();
        }
    }

    private void requireLive(Access access, Instant now, SecretHash hash) {
        if (!now.isBefore(access.token().expiresAt())
                || !now.isBefore(access.grant().endsAt())) {
            cache.forget(hash);
            throw unknown();
        }
    }

    private void requireOurs(Access access, Issuer self) {
        if (!sessions.isOurs(access.grant(), self)) {
            throw new OAuthException(INVALID_TOKEN, "the access token was issued for another resource");
        }
    }

    private void requireScopes(Scopes held) {
        if (!held.containsAll(scopes.required())) {
            // with those it holds: older clients replace what they had by what they are told here
            throw new OAuthException(
                    INSUFFICIENT_SCOPE,
                    "the access token lacks the scope: " + scopes.missing(held),
                    scopes.required().union(held).toString());
        }
    }

    /** Renews the provider's tokens before they end; a provider or store that is down ends no session (threats T54, T61). */
    private Access withFreshTokens(Access access, SecretHash hash, Instant now) {
        if (!sessions.isDue(access.session()) || now.isBefore(access.renewNotBefore())) {
            return access;
        }
        try {
            return remember(
                    hash, access.with(sessions.fresh(access.grant(), access.dataKey(), access.sealed()), persons, now));
        } catch (ProviderException failure) {
            if (failure.failure() == Failure.GRANT_REFUSED) {
                throw signInAgain();
            }
            return remember(hash, access.renewedNotBefore(now.plus(LEAVE_PROVIDER_ALONE)));
        } catch (StoreUnavailableException unavailable) {
            return remember(hash, access.renewedNotBefore(now.plus(LEAVE_PROVIDER_ALONE)));
        }
    }

    private Access remember(SecretHash hash, Access access) {
        cache.replace(hash, access);
        return access;
    }

    private static OAuthException signInAgain() {
        return new OAuthException(INVALID_TOKEN, "the identity provider ended the sign-in; sign in again");
    }

    private static OAuthException unknown() {
        return new OAuthException(INVALID_TOKEN, "the access token is unknown, expired or revoked");
    }
}
