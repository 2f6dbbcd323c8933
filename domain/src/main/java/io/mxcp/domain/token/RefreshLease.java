package io.mxcp.domain.token;

import io.mxcp.domain.grant.GrantId;

/**
 * The right to refresh a grant's tokens at the provider, held by one at a time.
 *
 * @param fence grows with every lease of the grant: an older holder is told apart
 */
public record RefreshLease(GrantId grant, long fence) {}
