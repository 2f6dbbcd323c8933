-- Times are milliseconds since 1970. Hashes, names of grants and sealed values are bytes. Every row belongs to one realm.

CREATE TABLE realms (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    unused_clients INTEGER NOT NULL DEFAULT 0,
    probes INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE clients (
    realm INTEGER NOT NULL REFERENCES realms,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    redirect_uris TEXT NOT NULL,
    grant_types TEXT NOT NULL,
    scopes TEXT NOT NULL,
    authentication_method TEXT NOT NULL,
    secret BLOB,
    registered_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (realm, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX clients_unused ON clients (realm, registered_at) WHERE used_at IS NULL;

-- One row from the first page to the provider's answer: found by its handle, later by its state.
CREATE TABLE authorizations (
    realm INTEGER NOT NULL REFERENCES realms,
    handle BLOB,
    state BLOB,
    browser BLOB,
    issuer TEXT NOT NULL,
    client TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    scopes TEXT NOT NULL,
    challenge TEXT NOT NULL,
    resource TEXT NOT NULL,
    secrets BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX authorizations_handle ON authorizations (realm, handle) WHERE handle IS NOT NULL;
CREATE UNIQUE INDEX authorizations_state ON authorizations (realm, state) WHERE state IS NOT NULL;
CREATE INDEX authorizations_expiry ON authorizations (realm, expires_at);

-- One row per grant with its code and its refresh tokens. Stage: 0 code unspent, 1 code spent for nothing, 2 live.
CREATE TABLE grants (
    realm INTEGER NOT NULL REFERENCES realms,
    id BLOB NOT NULL,
    stage INTEGER NOT NULL DEFAULT 0,
    client TEXT NOT NULL,
    provider TEXT NOT NULL,
    owner BLOB NOT NULL,
    scopes TEXT NOT NULL,
    resource TEXT NOT NULL,
    issuer TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    over_at INTEGER NOT NULL,
    code BLOB NOT NULL,
    code_expires_at INTEGER NOT NULL,
    code_data_key BLOB NOT NULL,
    redirect_uri TEXT NOT NULL,
    challenge TEXT NOT NULL,
    access BLOB,
    refresh BLOB,
    refresh_expires_at INTEGER,
    refresh_data_key BLOB,
    previous BLOB,
    rotated_at INTEGER,
    replay BLOB,
    successor_seen INTEGER NOT NULL DEFAULT 0,
    fence INTEGER NOT NULL DEFAULT 0,
    leased_until INTEGER NOT NULL DEFAULT 0,
    session_version INTEGER NOT NULL,
    session BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX grants_id ON grants (realm, id);
CREATE UNIQUE INDEX grants_code ON grants (realm, code);
CREATE INDEX grants_owner ON grants (realm, owner);
CREATE INDEX grants_over ON grants (realm, over_at);

-- Good only while its grant is there: revoking a grant need not touch its tokens, of which there may be many.
CREATE TABLE access_tokens (
    realm INTEGER NOT NULL REFERENCES realms,
    hash BLOB NOT NULL,
    grant_id BLOB NOT NULL,
    scopes TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    data_key BLOB NOT NULL,
    PRIMARY KEY (realm, hash)
) STRICT, WITHOUT ROWID;

CREATE INDEX access_tokens_expiry ON access_tokens (realm, expires_at);
