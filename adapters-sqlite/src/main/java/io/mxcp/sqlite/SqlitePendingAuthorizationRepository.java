package io.mxcp.sqlite;

import static io.mxcp.sqlite.Columns.millis;

import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.client.RedirectUri;
import io.mxcp.domain.grant.ApprovedAuthorization;
import io.mxcp.domain.grant.AuthorizationRequest;
import io.mxcp.domain.grant.CodeChallenge;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.grant.PendingAuthorization;
import io.mxcp.domain.grant.PendingAuthorizationRepository;
import io.mxcp.domain.grant.ResourceIndicator;
import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.SecretHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Authorization requests in SQLite: one row each, that passes from the handle to the state. */
public final class SqlitePendingAuthorizationRepository implements PendingAuthorizationRepository {
    private static final String INSERT = """
            INSERT INTO authorizations
                   (realm, handle, issuer, client, redirect_uri, scopes, challenge, resource, secrets, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String FIND = """
            SELECT handle, issuer, client, redirect_uri, scopes, challenge, resource, secrets, expires_at
              FROM authorizations
             WHERE realm = ? AND handle = ? AND expires_at > ?
            """;
    private static final String APPROVE = """
            UPDATE authorizations
               SET handle = NULL, state = ?, browser = ?, secrets = ?, expires_at = ?
             WHERE realm = ? AND handle = ? AND expires_at > ?
            """;
    private static final String DENY = "DELETE FROM authorizations WHERE realm = ? AND handle = ? AND expires_at > ?";
    private static final String TAKE = """
            DELETE FROM authorizations
             WHERE realm = ? AND state = ? AND browser = ? AND expires_at > ?
            RETURNING state, browser, issuer, client, redirect_uri, scopes, challenge, resource, secrets, expires_at
            """;
    private static final String SWEEP = """
            DELETE FROM authorizations
             WHERE rowid IN (
                   SELECT rowid FROM authorizations WHERE realm = ? AND expires_at <= ? ORDER BY expires_at LIMIT ?)
            """;
    private static final int MAX_STEP = 500;

    private final SqliteDatabase database;
    private final long realm;

    /** Requests of the database's realm. */
    public SqlitePendingAuthorizationRepository(SqliteDatabase database) {
        this.database = database;
        this.realm = database.realm();
    }

    @Override
    public void save(PendingAuthorization pending) {
        AuthorizationRequest request = pending.request();
        database.write(handle -> handle.execute(
                INSERT,
                realm,
                pending.handle().bytes(),
                request.issuer().value(),
                request.client().value(),
                request.redirectUri().value(),
                request.scopes().toString(),
                request.challenge().value(),
                request.resource().value(),
                pending.secrets().bytes(),
                millis(pending.expiresAt())));
    }

    @Override
    public Optional<PendingAuthorization> find(SecretHash handle, Instant now) {
        return Columns.whole(
                "authorization request",
                () -> database.read(reader -> reader.select(FIND, realm, handle.bytes(), millis(now))
                        .map((row, context) -> new PendingAuthorization(
                                Columns.hash(row, "handle"),
                                request(row),
                                Columns.sealed(row, "secrets"),
                                Columns.time(row, "expires_at")))
                        .findOne()));
    }

    @Override
    public boolean approve(SecretHash handle, Approval approval, Instant now) {
        return database.write(writer -> writer.execute(
                        APPROVE,
                        approval.state().bytes(),
                        approval.browser().bytes(),
                        approval.secrets().bytes(),
                        millis(approval.expiresAt()),
                        realm,
                        handle.bytes(),
                        millis(now)))
                == 1;
    }

    @Override
    public boolean deny(SecretHash handle, Instant now) {
        return database.write(writer -> writer.execute(DENY, realm, handle.bytes(), millis(now))) == 1;
    }

    @Override
    public Optional<ApprovedAuthorization> take(SecretHash state, SecretHash browser, Instant now) {
        return Columns.whole(
                "authorization request",
                () -> database.write(writer -> writer.select(TAKE, realm, state.bytes(), browser.bytes(), millis(now))
                        .map((row, context) -> new ApprovedAuthorization(
                                Columns.hash(row, "state"),
                                Columns.hash(row, "browser"),
                                request(row),
                                Columns.sealed(row, "secrets"),
                                Columns.time(row, "expires_at")))
                        .findOne()));
    }

    @Override
    public int sweep(Instant now, int limit) {
        return database.write(writer -> writer.execute(SWEEP, realm, millis(now), Math.min(limit, MAX_STEP)));
    }

    private static AuthorizationRequest request(ResultSet row) throws SQLException {
        return new AuthorizationRequest(
                new Issuer(row.getString("issuer")),
                new ClientId(row.getString("client")),
                new RedirectUri(row.getString("redirect_uri")),
                Scopes.parse(row.getString("scopes")),
                new CodeChallenge(row.getString("challenge")),
                new ResourceIndicator(row.getString("resource")));
    }
}
