package io.mxcp.sqlite;

/** The SQL of grants, codes and tokens. Each decision is one conditional statement, whose row count decides. */
final class TokenStatements {
    static final String STORE = """
            INSERT INTO grants
                   (realm, id, client, provider, owner, scopes, resource, issuer, created_at, ends_at, over_at,
                    code, code_expires_at, code_data_key, redirect_uri, challenge, session_version, session_turn, session,
                    sharing_public_key, sharing_private_key)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    static final String LOOK = """
            SELECT id, client, provider, owner, scopes, resource, issuer, created_at, ends_at,
                   code, code_expires_at, code_data_key, redirect_uri, challenge, session_version, session_turn, session,
                   sharing_public_key, sharing_private_key
              FROM grants
             WHERE realm = ? AND code = ?
            """;

    static final String REDEEM = """
            UPDATE grants
               SET stage = 2, access = ?, refresh = ?, refresh_expires_at = ?, refresh_data_key = ?, over_at = min(ends_at, ?)
             WHERE realm = ? AND code = ? AND client = ? AND stage = 0 AND over_at > ?
            RETURNING id
            """;

    static final String SPEND = """
            UPDATE grants
               SET stage = 1
             WHERE realm = ? AND code = ? AND client = ? AND stage = 0 AND over_at > ?
            """;

    static final String SPENT_BEFORE =
            "SELECT id FROM grants WHERE realm = ? AND code = ? AND client = ? AND stage > 0 AND over_at > ?";

    static final String ADD_ACCESS_TOKEN =
            "INSERT INTO access_tokens (realm, hash, grant_id, scopes, expires_at, data_key) VALUES (?, ?, ?, ?, ?, ?)";

    static final String FIND_ACCESS_TOKEN = """
            SELECT t.scopes AS token_scopes, t.expires_at AS token_expires_at, t.data_key AS token_data_key,
                   g.id, g.client, g.provider, g.owner, g.scopes, g.resource, g.issuer, g.created_at, g.ends_at,
                   g.session_version, g.session_turn, g.session
              FROM access_tokens t JOIN grants g ON g.realm = t.realm AND g.id = t.grant_id
             WHERE t.realm = ? AND t.hash = ? AND t.expires_at > ? AND g.stage = 2 AND g.ends_at > ?
            """;

    static final String IS_SEEN_NEWLY = """
            SELECT 1
              FROM grants
             WHERE realm = ? AND id = ? AND access = ? AND successor_seen = 0 AND previous IS NOT NULL
            """;

    static final String MARK_SEEN =
            "UPDATE grants SET successor_seen = 1 WHERE realm = ? AND id = ? AND access = ? AND successor_seen = 0";

    static final String FIND_FAMILY = """
            SELECT id, client, provider, owner, scopes, resource, issuer, created_at, ends_at,
                   refresh, refresh_expires_at, refresh_data_key, previous, rotated_at, replay, successor_seen,
                   session_version, session_turn, session
              FROM grants
             WHERE realm = ? AND id = ? AND stage = 2 AND refresh_expires_at > ? AND ends_at > ?
            """;

    static final String ROTATE = """
            UPDATE grants
               SET previous = refresh, rotated_at = ?, replay = ?, successor_seen = 0,
                   access = ?, refresh = ?, refresh_expires_at = ?, refresh_data_key = ?, over_at = min(ends_at, max(over_at, ?))
             WHERE realm = ? AND id = ? AND stage = 2 AND refresh = ? AND refresh_expires_at > ? AND ends_at > ?
            """;

    static final String HAS_FAMILY =
            "SELECT 1 FROM grants WHERE realm = ? AND id = ? AND stage = 2 AND refresh_expires_at > ? AND ends_at > ?";

    static final String REVOKE = "DELETE FROM grants WHERE realm = ? AND id = ?";

    static final String REVOKE_ALL = "DELETE FROM grants WHERE realm = ? AND owner = ? RETURNING id, stage";

    static final String REPLACE_SESSION = """
            UPDATE grants
               SET session_version = ?, session_turn = ?, session = ?,
                   handover = CASE WHEN handover_turn > ? THEN handover END
             WHERE realm = ? AND id = ? AND stage = 2 AND session_version = ? AND session_turn <= ?
            """;

    static final String FIND_SESSION = """
            SELECT session_version, session_turn, session
              FROM grants
             WHERE realm = ? AND id = ? AND stage = 2 AND ends_at > ?
            """;

    static final String LEASE = """
            UPDATE grants
               SET fence = fence + 1, leased_until = ?
             WHERE realm = ? AND id = ? AND stage = 2 AND ends_at > ? AND (leased_until <= ? OR leased_until > ?)
            RETURNING fence
            """;

    static final String RELEASE = "UPDATE grants SET leased_until = 0 WHERE realm = ? AND id = ? AND fence = ?";

    static final String SWEEP_ACCESS_TOKENS = """
            DELETE FROM access_tokens
             WHERE realm = ? AND hash IN (
                   SELECT hash FROM access_tokens WHERE realm = ? AND expires_at <= ? ORDER BY expires_at LIMIT ?)
            """;

    static final String SWEEP_GRANTS = """
            DELETE FROM grants
             WHERE rowid IN (
                   SELECT rowid FROM grants WHERE realm = ? AND over_at <= ? ORDER BY over_at LIMIT ?)
            """;

    private TokenStatements() {}
}
