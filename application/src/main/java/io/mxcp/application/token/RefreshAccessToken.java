package io.mxcp.application.token;

import static io.mxcp.domain.error.ErrorCode.INVALID_GRANT;
import static io.mxcp.domain.error.ErrorCode.TEMPORARILY_UNAVAILABLE;
import static io.mxcp.domain.error.ErrorCode.UNAUTHORIZED_CLIENT;

import io.mxcp.application.access.ProviderSessions;
import io.mxcp.application.authorize.OwnResource;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.GrantType;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.scope.ScopePolicy;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.secret.Sealer;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.secret.SecretMint;
import io.mxcp.domain.token.Lifetimes;
import io.mxcp.domain.token.Rotation;
import io.mxcp.domain.token.TokenFamily;
import io.mxcp.domain.token.TokenKind;
import io.mxcp.domain.token.TokenRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Replaces a refresh token (RFC 6749 §6, RFC 9700 §4.14.2): whoever lost the answer, or refreshed in parallel, gets the same
 * successor again; an older token ends the grant.
 */
public final class RefreshAccessToken {
    private static final int MAX_RACES = 5;
    private static final String NOT_GOOD = "the refresh token is unknown, expired or revoked; sign in again";

    private final TokenRepository tokens;
    private final ScopePolicy scopePolicy;
    private final Sealer sealer;
    private final SecretMint mint;
    private final TokenIssuer issuer;
    private final Lifetimes lifetimes;
    private final ProviderSessions sessions;
    private final AuditLog audit;
    private final InstantSource clock;

    /** A flow over these parts. */
    public RefreshAccessToken(
            TokenRepository tokens,
            ScopePolicy scopePolicy,
            Sealer sealer,
            SecretMint mint,
            Lifetimes lifetimes,
            ProviderSessions sessions,
            AuditLog audit,
            InstantSource clock) {
        this.tokens = tokens;
        this.scopePolicy = scopePolicy;
        this.sealer = sealer;
        this.mint = mint;
        this.issuer = new TokenIssuer(mint, sealer, lifetimes);
        this.lifetimes = lifetimes;
        this.sessions = sessions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What a client sends.
     *
     * @param client authenticated
     * @param scopes none: all of the grant
     * @param resource must be ours, if it is named
     */
    public record Request(Client client, Secret refreshToken, Scopes scopes, Optional<String> resource) {}

    /**
     * Replaces a refresh token.
     *
     * @throws OAuthException with the registered code of the first check that fails; {@code temporarily_unavailable} if the
     *     provider cannot be asked at the moment, and then nothing was changed
     */
    public TokenResponse refresh(Request request, Issuer self) {
        if (!request.client().mayUse(GrantType.REFRESH_TOKEN)) {
            throw new OAuthException(UNAUTHORIZED_CLIENT, "the client is not registered for refresh_token");
        }
        OwnResource.check(request.resource(), self);
        for (int race = 0; race < MAX_RACES; race++) {
            Optional<TokenResponse> answer = attempt(request, self);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new OAuthException(TEMPORARILY_UNAVAILABLE, "this token is refreshed too often at once; try again");
    }

    /** One look at the family; nothing if another call replaced the token in between. */
    private Optional<TokenResponse> attempt(Request request, Issuer self) {
        Instant now = clock.instant();
        TokenFamily family = find(request, self, now);
        Scopes scopes = scopePolicy.narrow(request.scopes(), family.grant().scopes());
        SecretHash presented = SecretHash.of(request.refreshToken());
        return switch (family.judge(presented, now, lifetimes.replayWindow())) {
            case CURRENT -> rotate(request, family, scopes);
            case REPLAY -> Optional.of(replay(request, family, now));
            case REUSE -> throw endOfFamily(family, request.client(), now);
        };
    }

    /** Another client's token, or another server's, is unknown to this one, and stays as it is (T11). */
    private TokenFamily find(Request request, Issuer self, Instant now) {
        return mint.recognise(TokenKind.REFRESH_TOKEN.prefix(), request.refreshToken())
                .flatMap(name -> tokens.findFamily(GrantId.ofBytes(name), now))
                .filter(family ->
                        family.grant().client().equals(request.client().id()))
                .filter(family -> sessions.isOurs(family.grant(), self))
                .orElseThrow(RefreshAccessToken::notGood);
    }

    private Optional<TokenResponse> rotate(Request request, TokenFamily family, Scopes scopes) {
        DataKey dataKey = sealer.unwrap(
                        family.current().dataKey(),
                        request.refreshToken(),
                        family.grant().sealingContext())
                .orElseThrow(RefreshAccessToken::notGood);
        ProviderSession session = freshSession(family, dataKey);
        Instant now = clock.instant(); // the provider may have taken its time
        TokenIssuer.Issued pair =
                issuer.issue(request.client(), family.grant(), scopes, dataKey, session.tokens(), now);
        Rotation rotation = tokens.rotate(
                family.grant().id(),
                family.current().hash(),
                pair.stored(),
                ReplayedAnswer.of(pair).seal(sealer, request.refreshToken(), family.grant()),
                now);
        return switch (rotation) {
            case ROTATED -> {
                audit.record(new AuditEvent.TokensRefreshed(
                        now, request.client().id(), family.grant().id()));
                yield Optional.of(pair.answer());
            }
            case SUPERSEDED -> Optional.empty();
            case GONE -> throw notGood();
        };
    }

    /** Only a provider that calls the grant dead ends it; any other failure leaves everything as it was (T61). */
    private ProviderSession freshSession(TokenFamily family, DataKey dataKey) {
        try {
            return sessions.alive(family.grant(), dataKey, family.session()).session();
        } catch (ProviderException failure) {
            if (failure.failure() == ProviderException.Failure.GRANT_REFUSED) {
                throw notGood();
            }
            throw new OAuthException(
                    TEMPORARILY_UNAVAILABLE, "the identity provider cannot be asked at the moment; try again later");
        }
    }

    private TokenResponse replay(Request request, TokenFamily family, Instant now) {
        return family.previous()
                .flatMap(previous ->
                        ReplayedAnswer.open(previous.replay(), sealer, request.refreshToken(), family.grant()))
                .map(answer -> answer.at(now))
                .orElseThrow(RefreshAccessToken::notGood);
    }

    private OAuthException endOfFamily(TokenFamily family, Client client, Instant now) {
        tokens.revoke(family.grant().id());
        sessions.forget(family.grant().id());
        audit.record(new AuditEvent.ReuseDetected(
                now, client.id(), family.grant().id(), AuditEvent.Credential.REFRESH_TOKEN));
        return notGood();
    }

    private static OAuthException notGood() {
        return new OAuthException(INVALID_GRANT, NOT_GOOD);
    }
}
