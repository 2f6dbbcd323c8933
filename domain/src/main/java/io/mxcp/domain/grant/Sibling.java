package io.mxcp.domain.grant;

import io.mxcp.domain.client.ClientId;
import io.mxcp.domain.secret.SharingPublicKey;

/** Another grant of the same person, as far as it must be known to hand something to it. */
public record Sibling(GrantId grant, ClientId client, SharingPublicKey key) {}
