package io.mxcp.sqlite;

/** The SQL of what a person's grants share. Each decision is one conditional statement, whose row count decides. */
final class SharingStatements {
    static final String HAND = """
            UPDATE grants
               SET handover_turn = ?, handover = ?
             WHERE realm = ? AND id = ? AND stage <> 1 AND sharing_public_key IS NOT NULL AND session_turn < ? AND handover_turn < ?
            """;

    static final String FIND_HANDOVER = """
            SELECT handover_turn, handover, sharing_public_key, sharing_private_key
              FROM grants
             WHERE realm = ? AND id = ? AND stage = 2 AND ends_at > ? AND handover_turn > session_turn
            """;

    static final String FIND_SIBLINGS = """
            SELECT id, client, sharing_public_key
              FROM grants
             WHERE realm = ? AND owner = ? AND provider = ? AND issuer = ? AND id <> ?
               AND stage <> 1 AND over_at > ? AND sharing_public_key IS NOT NULL
            """;

    static final String LEASE = """
            INSERT INTO upstreams (realm, owner, provider, issuer, turn, leased_until)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (realm, owner, provider, issuer) DO UPDATE
               SET turn = max(turn + 2, excluded.turn), leased_until = excluded.leased_until
             WHERE leased_until <= ? OR leased_until > ?
            RETURNING turn
            """;

    static final String RELEASE = """
            UPDATE upstreams
               SET leased_until = 0
             WHERE realm = ? AND owner = ? AND provider = ? AND issuer = ? AND turn = ?
            """;

    static final String SWEEP = """
            DELETE FROM upstreams
             WHERE rowid IN (
                   SELECT rowid FROM upstreams WHERE realm = ? AND turn <= ? ORDER BY turn LIMIT ?)
            """;

    private SharingStatements() {}
}
