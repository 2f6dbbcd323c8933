package io.mxcp.domain.token;

import io.mxcp.domain.grant.Upstream;

/**
 * The right to change what a person's grants share, held by one at a time, and the place in the person's order of what comes of it.
 *
 * @param turn later than that of every lease of the person before it, across processes and restarts, by two at least: so the holder may
 *     give the same tokens once more, with the profile read again, under the next number
 */
public record UpstreamLease(Upstream upstream, long turn) {}
