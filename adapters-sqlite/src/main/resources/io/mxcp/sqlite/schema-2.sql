-- Grants of one person share what the provider left with us. Keys: the public half in clear, the private one sealed under the data key.
ALTER TABLE grants ADD COLUMN session_turn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE grants ADD COLUMN sharing_public_key BLOB;
ALTER TABLE grants ADD COLUMN sharing_private_key BLOB;
ALTER TABLE grants ADD COLUMN handover_turn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE grants ADD COLUMN handover BLOB;

-- The last turn drawn for a person, and until when its holder alone may change what their grants share.
CREATE TABLE upstreams (
    realm INTEGER NOT NULL REFERENCES realms,
    owner BLOB NOT NULL,
    provider TEXT NOT NULL,
    issuer TEXT NOT NULL,
    turn INTEGER NOT NULL,
    leased_until INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX upstreams_key ON upstreams (realm, owner, provider, issuer);
CREATE INDEX upstreams_turn ON upstreams (realm, turn);
