package io.mxcp.domain.query;

import java.io.OutputStream;

/**
 * Reads documents of the web for SQL ({@code read_json_auto('https://…')}): the only way out of the engine.
 *
 * <p>Stateless; safe for use by many threads. GET only, https only, no redirect is followed, no address inside a private network is
 * reached unless the operator allows it, nothing is cached (threats T69, T70). Whether a host may be asked at all was decided before, by the engine.
 */
public interface WebReader {
    /**
     * Writes the body of one document.
     *
     * @throws WebException if it cannot be had; the message may be shown to the caller, and holds neither a header that was sent nor
     *     anything of the body
     */
    void read(WebRequest request, OutputStream into) throws WebException;
}
