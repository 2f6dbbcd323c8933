package io.mxcp.application.token;

import io.mxcp.application.access.ProviderSessions;
import io.mxcp.domain.audit.AuditEvent;
import io.mxcp.domain.audit.AuditLog;
import io.mxcp.domain.client.Client;
import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.secret.SecretMint;
import io.mxcp.domain.token.LiveAccessToken;
import io.mxcp.domain.token.TokenFamily;
import io.mxcp.domain.token.TokenKind;
import io.mxcp.domain.token.TokenRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Ends the grant that a token belongs to (RFC 7009 §2.1). A token that is unknown, or another client's, has no effect and the same
 * answer.
 */
public final class RevokeToken {
    private final TokenRepository tokens;
    private final SecretMint mint;
    private final ProviderSessions sessions;
    private final AuditLog audit;
    private final InstantSource clock;

    /** A flow over these parts. */
    public RevokeToken(
            TokenRepository tokens, SecretMint mint, ProviderSessions sessions, AuditLog audit, InstantSource clock) {
        this.tokens = tokens;
        this.mint = mint;
        this.sessions = sessions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Ends it; the client is authenticated. */
    public void revoke(Client client, Secret token) {
        Instant now = clock.instant();
        grantOf(token).filter(grant -> grant.client().equals(client.id())).ifPresent(grant -> {
            tokens.revoke(grant.id());
            sessions.forget(grant.id());
            audit.record(new AuditEvent.GrantRevoked(now, client.id(), grant.id(), "revoked by the client"));
        });
    }

    /** Also of a token that is over: whoever signs out means the grant, not what is left of one token. */
    private Optional<Grant> grantOf(Secret token) {
        return mint.recognise(TokenKind.REFRESH_TOKEN.prefix(), token)
                .flatMap(name -> tokens.findFamily(GrantId.ofBytes(name), Instant.EPOCH))
                .map(TokenFamily::grant)
                .or(() -> mint.recognise(TokenKind.ACCESS_TOKEN.prefix(), token)
                        .flatMap(genuine -> tokens.findAccessToken(SecretHash.of(token), Instant.EPOCH))
                        .map(LiveAccessToken::grant));
    }
}
