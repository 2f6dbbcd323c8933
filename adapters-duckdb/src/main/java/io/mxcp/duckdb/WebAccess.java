package io.mxcp.duckdb;

import java.util.Set;

/**
 * What SQL may read over HTTP, besides the hosts of the caller's own provider.
 *
 * @param hosts {@code api.example.com}, {@code *.example.com} for all below, {@code api.example.com:8443} for another port than
 *     that of https; {@code http://localhost:8080} for plain http, which the {@link io.mxcp.domain.query.WebReader} may still refuse
 * @param maxReads of one context
 * @param maxBytes of one document
 * @param maxBytesInAll of all that one context reads
 */
public record WebAccess(Set<String> hosts, int maxReads, long maxBytes, long maxBytesInAll) {
    private static final long MEBIBYTE = 1024L * 1024;

    /** No hosts but the provider's; 20 documents of 32 MiB, 64 MiB in all. */
    public static final WebAccess STANDARD = new WebAccess(Set.of(), 20, 32 * MEBIBYTE, 64 * MEBIBYTE);

    /**
     * Checks the hosts and the bounds.
     *
     * @throws IllegalArgumentException naming the host that is none, or what is out of bounds
     */
    public WebAccess {
        hosts = Set.copyOf(hosts);
        hosts.forEach(WebHost::of);
        DuckDbSettings.require(
                maxReads >= 0 && maxBytes >= 0 && maxBytesInAll >= 0, "limits on reading must not be negative");
    }

    WebAccess with(Set<String> newHosts) {
        return new WebAccess(newHosts, maxReads, maxBytes, maxBytesInAll);
    }
}
