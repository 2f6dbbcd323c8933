package io.mxcp.sqlite;

import static io.mxcp.sqlite.Columns.hash;
import static io.mxcp.sqlite.Columns.sealed;
import static io.mxcp.sqlite.Columns.time;

import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.grant.AuthorizationCode;
import io.mxcp.domain.grant.CodeChallenge;
import io.mxcp.domain.grant.Grant;
import io.mxcp.domain.grant.GrantId;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.grant.ResourceIndicator;
import io.mxcp.domain.grant.SealedSession;
import io.mxcp.domain.grant.SharingKeys;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.SecretHash;
import io.mxcp.domain.secret.SharingPublicKey;
import io.mxcp.domain.token.AccessToken;
import io.mxcp.domain.token.LiveAccessToken;
import io.mxcp.domain.token.RefreshToken;
import io.mxcp.domain.token.TokenFamily;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads what lies in a row of {@code grants}. */
final class GrantRows {
    private GrantRows() {}

    static AuthorizationCode code(ResultSet row) throws SQLException {
        return new AuthorizationCode(
                hash(row, "code"),
                grant(row),
                new RedirectUri(row.getString("redirect_uri")),
                new CodeChallenge(row.getString("challenge")),
                session(row),
                sharing(row),
                sealed(row, "code_data_key"),
                time(row, "code_expires_at"));
    }

    static LiveAccessToken accessToken(ResultSet row, SecretHash hash) throws SQLException {
        AccessToken token = new AccessToken(
                hash,
                Scopes.parse(row.getString("token_scopes")),
                time(row, "token_expires_at"),
                sealed(row, "token_data_key"));
        return new LiveAccessToken(token, grant(row), session(row));
    }

    static TokenFamily family(ResultSet row) throws SQLException {
        RefreshToken current = new RefreshToken(
                hash(row, "refresh"), time(row, "refresh_expires_at"), sealed(row, "refresh_data_key"));
        return new TokenFamily(grant(row), current, previous(row), row.getBoolean("successor_seen"), session(row));
    }

    static SealedSession session(ResultSet row) throws SQLException {
        return new SealedSession(row.getLong("session_version"), row.getLong("session_turn"), sealed(row, "session"));
    }

    static Optional<SharingKeys> sharing(ResultSet row) throws SQLException {
        return row.getBytes("sharing_public_key") == null
                ? Optional.empty()
                : Optional.of(new SharingKeys(
                        SharingPublicKey.ofBytes(row.getBytes("sharing_public_key")),
                        sealed(row, "sharing_private_key")));
    }

    static GrantId id(ResultSet row) throws SQLException {
        return GrantId.ofBytes(row.getBytes("id"));
    }

    private static Grant grant(ResultSet row) throws SQLException {
        return new Grant(
                id(row),
                new ClientId(row.getString("client")),
                new ProviderId(row.getString("provider")),
                hash(row, "owner"),
                Scopes.parse(row.getString("scopes")),
                new ResourceIndicator(row.getString("resource")),
                new Issuer(row.getString("issuer")),
                time(row, "created_at"),
                time(row, "ends_at"));
    }

    private static Optional<TokenFamily.Previous> previous(ResultSet row) throws SQLException {
        return row.getBytes("previous") == null
                ? Optional.empty()
                : Optional.of(new TokenFamily.Previous(
                        hash(row, "previous"), time(row, "rotated_at"), sealed(row, "replay")));
    }
}
