package io.mxcp.application.token;

import static io.mxcp.domain.error.ErrorCode.INVALID_GRANT;
import static io.mxcp.domain.error.ErrorCode.INVALID_REQUEST;
import static io.mxcp.domain.error.ErrorCode.UNAUTHORIZED_CLIENT;

import io.mxcp.application.access.ProviderSessions;
import io.mxcp.application.authorize.OwnResource;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.client.GrantType;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.error.OAuthException;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.grant.CodeChallenge;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.provider.ProviderSession;
import io.mxcp.domain.secret.DataKey;
import io.mxcp.domain.secret.Sealer;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.secret.SecretMint;
import io.mxcp.domain.token.Lifetimes;
import io.mxcp.domain.token.Redemption;
import io.mxcp.domain.token.TokenKind;
import io.mxcp.domain.token.TokenRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Redeems a code for tokens (RFC 6749 §4.1.3, RFC 7636 §4.6). */
public final class RedeemAuthorizationCode {
    private static final String NOT_GOOD = "the code is unknown, expired or already used";

    private final TokenRepository tokens;
    private final Sealer sealer;
    private final SecretMint mint;
    private final TokenIssuer issuer;
    private final Lifetimes lifetimes;
    private final ProviderSessions sessions;
    private final AuditLog audit;
    private final InstantSource clock;

    /** A flow over these parts. */
    public RedeemAuthorizationCode(
            TokenRepository tokens,
            Sealer sealer,
            SecretMint mint,
            Lifetimes lifetimes,
            ProviderSessions sessions,
            AuditLog audit,
            InstantSource clock) {
        this.tokens = tokens;
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
     * @param redirectUri must be the one the code was sent to, if it is named
     * @param resource must be ours, if it is named
     */
    public record Request(
            Client client,
            Secret code,
            Secret verifier,
            Optional<RedirectUri> redirectUri,
            Optional<String> resource) {}

    /**
     * Redeems a code.
     *
     * @throws OAuthException with the registered code of the first check that fails
     */
    public TokenResponse redeem(Request request, Issuer self) {
        Instant now = clock.instant();
        clientMayAsk(request.client());
        verifierIsOne(request.verifier());
        AuthorizationCode issued = find(request, self);
        redirectUriIsTheSame(request, issued);
        OwnResource.check(request.resource(), self);
        if (!issued.challenge().isMetBy(request.verifier())) {
            refuse(tokens.spend(issued.hash(), request.client().id(), now), request.client(), now);
            throw new OAuthException(INVALID_GRANT, "the code verifier does not belong to the code");
        }
        return issue(request, issued, now);
    }

    private static void clientMayAsk(Client client) {
        if (!client.mayUse(GrantType.AUTHORIZATION_CODE)) {
            throw new OAuthException(UNAUTHORIZED_CLIENT, "the client is not registered for authorization_code");
        }
    }

    /** RFC 7636 §4.1; one of another form was never sent by the library that made the challenge, and spends nothing. */
    private static void verifierIsOne(Secret verifier) {
        if (!CodeChallenge.isVerifier(verifier)) {
            throw new OAuthException(INVALID_REQUEST, "code_verifier must be 43 to 128 unreserved characters");
        }
    }

    /** Another client's code, or another server's, is unknown to this one, and stays as it is (T11). */
    private AuthorizationCode find(Request request, Issuer self) {
        return mint.recognise(TokenKind.AUTHORIZATION_CODE.prefix(), request.code())
                .flatMap(genuine -> tokens.look(SecretHash.of(request.code())))
                .filter(code -> code.grant().client().equals(request.client().id()))
                .filter(code -> !lifetimes.isFromTheFuture(code.expiresAt(), lifetimes.code(), clock.instant()))
                .filter(code -> sessions.isOurs(code.grant(), self))
                .orElseThrow(() -> new OAuthException(INVALID_GRANT, NOT_GOOD));
    }

    private static void redirectUriIsTheSame(Request request, AuthorizationCode issued) {
        if (request.redirectUri()
                .filter(sent -> !sent.equals(issued.redirectUri()))
                .isPresent()) {
            throw new OAuthException(INVALID_GRANT, "redirect_uri is not the one the code was sent to");
        }
    }

    private TokenResponse issue(Request request, AuthorizationCode issued, Instant now) {
        DataKey dataKey = sealer.unwrap(
                        issued.dataKey(), request.code(), issued.grant().sealingContext())
                .orElseThrow(() -> new OAuthException(INVALID_GRANT, NOT_GOOD));
        ProviderSession session = issued.session()
                .open(issued.grant(), dataKey)
                .orElseThrow(() -> new OAuthException(INVALID_GRANT, NOT_GOOD));
        TokenIssuer.Issued pair =
                issuer.issue(request.client(), issued.grant(), issued.grant().scopes(), dataKey, session.tokens(), now);
        Redemption redemption = tokens.redeem(issued.hash(), request.client().id(), pair.stored(), now);
        refuse(redemption, request.client(), now);
        audit.record(new AuditEvent.TokensIssued(
                now, request.client().id(), issued.grant().id()));
        return pair.answer();
    }

    /** Ends a replayed code's grant with all that came of it (RFC 6749 §4.1.2), and refuses what was not good. */
    private void refuse(Redemption redemption, Client client, Instant now) {
        if (redemption instanceof Redemption.Replayed replayed) {
            revoke(replayed.grant(), client, now);
        }
        if (!(redemption instanceof Redemption.Redeemed)) {
            throw new OAuthException(INVALID_GRANT, NOT_GOOD);
        }
    }

    private void revoke(GrantId grant, Client client, Instant now) {
        tokens.revoke(grant);
        sessions.forget(grant);
        audit.record(new AuditEvent.ReuseDetected(now, client.id(), grant, AuditEvent.Credential.AUTHORIZATION_CODE));
    }
}
